import type { Answered, Call, Http, OutboundProblem } from './http'
import { harmless, keptBody } from './kept-text'
import { type Masks, masked, masksFor } from './masks'

/** One request and what came of it, as it may be stored and shown: JSON, without secrets (OUT-17). */
export interface Exchange {
  method: Call['method']
  url: string
  request: { headers: Record<string, string>; body: string | null }
  response: { status: number; headers: Record<string, string>; body: string } | null
  problem: { problem: OutboundProblem; detail: string } | null
  /** ISO 8601. */
  started_at: string
  duration_ms: number
}

/** `hide` takes out of any text what was secret in the calls so far: what a kind repeats of an answer (OUT-17). */
export interface Recording {
  http: Http
  exchanges: Exchange[]
  hide(text: string): string
}

/**
 * The same client, which also writes down each exchange, in the order they end. `secrets` are the decrypted values of the
 * destination: wherever one turns up, also in what the receiver says, `…` stands instead.
 */
export function recording(http: Http, secrets: readonly string[]): Recording {
  const exchanges: Exchange[] = []
  const sent = new Set<string>(secrets)
  const request = async (call: Call) => {
    const startedAt = new Date()
    const started = performance.now()
    const answer = await http.request(call)
    const duration = Math.round(performance.now() - started)
    for (const secret of secretsIn(call)) sent.add(secret)
    const masks = masksFor([...sent])
    exchanges.push({ ...kept(call, answer, masks), started_at: startedAt.toISOString(), duration_ms: duration })
    return answer
  }
  return { http: { request }, exchanges, hide: (text) => harmless(masksFor([...sent]).hide(text)) }
}

function kept(call: Call, answer: Answered, masks: Masks): Omit<Exchange, 'started_at' | 'duration_ms'> {
  return {
    method: call.method,
    url: harmless(masks.hideInUrl(call.url)),
    request: {
      headers: keptHeaders(call.headers ?? {}, (name) => !plain.has(name), masks),
      body: call.body === undefined ? null : keptBody({ text: call.body }, masks),
    },
    response: answer.ok ? keptResponse(answer.response, masks) : null,
    problem: answer.ok ? null : { problem: answer.problem, detail: harmless(masks.hideInUrl(answer.detail)) },
  }
}

function keptResponse({ status, headers, body, cut }: Extract<Answered, { ok: true }>['response'], masks: Masks) {
  const { 'content-type': type, 'content-encoding': encoding } = headers
  return {
    status,
    headers: keptHeaders(headers, (name) => telling.test(name), masks),
    body: keptBody({ text: body, cut, type, encoding }, masks),
  }
}

function keptHeaders(headers: Record<string, string>, isSecret: (name: string) => boolean, masks: Masks) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      harmless(masks.hide(name)),
      isSecret(name.toLowerCase()) ? masked : harmless(masks.hideInUrl(value)),
    ]),
  )
}

/** Request headers that are ours and no secret; every other one is a login, a signature or a team's own (headers.ts). */
const plain = new Set(['content-type', 'webhook-id', 'webhook-timestamp', 'idempotency-key', 'sluice-depth'])

/** Response headers whose value is nobody's business, whatever it is. */
const telling = /authori[sz]ation|authenticat|cookie|signature|secret|token|password|session|api-?key/

/** What of a request's headers a receiver might repeat. Short values are left: they are words, not secrets. */
function secretsIn(call: Call): string[] {
  const values = Object.entries(call.headers ?? {}).flatMap(([name, value]) => {
    if (plain.has(name.toLowerCase())) return []
    const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(value) ?? []
    const login = /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString() : ''
    return [value, credentials, login, ...login.split(':')]
  })
  return values.filter((value) => value.length >= 6)
}
