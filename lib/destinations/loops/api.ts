import { createHash } from 'node:crypto'
import { env } from '@/lib/env'
import type { Call, Http } from '@/lib/outbound/http'
import { again, type Heard, hear } from '../answers'
import { soundJson } from '../sound-json'

export type LoopsApi = ReturnType<typeof loopsApi>

/** Loops' calls (loops.so/docs/api-reference). A 429 has no Retry-After, only x-ratelimit headers: its window is a second. */
export function loopsApi(key: string, http: Http, now: Date) {
  const ears = { secrets: [key], now, whenBusy: 1000 }

  async function call(method: Call['method'], path: string, body?: object, headers?: Call['headers']): Promise<Heard> {
    const answered = await http.request({
      method,
      url: `${base()}${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: soundJson(body) } : {}),
    })
    const heard = hear(answered, ears)
    return method === 'GET' ? heard : succeeded(heard)
  }

  return {
    /** Tells teams apart without keeping the key: for what is remembered between calls. */
    account: createHash('sha256').update(`${base()} ${key}`).digest('hex'),
    team: () => call('GET', '/api-key'),
    properties: () => call('GET', '/contacts/properties'),
    createProperty: (name: string, type: 'string' | 'number' | 'boolean') =>
      call('POST', '/contacts/properties', { name, type }),
    find: (email: string) => call('GET', `/contacts/find?${new URLSearchParams({ email })}`),
    /** Creates the contact when there is none. With both `email` and `userId`, whichever matches wins and the other is changed. */
    update: (contact: object) => call('PUT', '/contacts/update', contact),
    remove: (email: string) => call('POST', '/contacts/delete', { email }),
    /** `id`: at most 100 characters, remembered for 24 hours; a repeat is answered 409. */
    event: (event: object, id: string) => call('POST', '/events/send', event, { 'idempotency-key': id }),
  }
}

const base = () => `${env().LOOPS_API_BASE ?? 'https://app.loops.so'}/api/v1`

/** Loops says `success: true`; a 200 without it, such as a page of a proxy, is no yes (OUT-08). */
function succeeded(heard: Heard): Heard {
  if (!heard.ok || (heard.json as { success?: unknown } | null | undefined)?.success === true) return heard
  return {
    ok: false,
    status: null,
    outcome: again('receiver_failed', heard.says || 'The answer does not say success.'),
  }
}
