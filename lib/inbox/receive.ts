import { env } from '@/lib/env'
import { received, receiveSeconds } from '@/lib/metrics/own'
import { traced } from '@/lib/metrics/tracing'
import type { Reason } from '@/lib/reasons'
import { endpointOf } from './endpoint'
import { readEnvelope } from './envelope'
import { keep } from './keep'
import { limits } from './limits'
import { countRefusal, doorOf } from './refusals'
import { type SigningSecret, whoSigned } from './signature'

/** Which URL was called: the platform's, or a connection's own. */
export type WebhookUrl = { kind: 'platform' } | { kind: 'connection'; endpointKey: string }

export interface Answer {
  status: 200 | 400 | 404 | 405 | 413 | 415 | 503
  body: string
  headers?: Record<string, string>
}

const ok: Answer = { status: 200, body: '{"received":true}' }
/** The same words for every cause, so that nobody can probe secrets or accounts. */
const bad: Answer = {
  status: 400,
  body: '{"error":{"code":"bad_signature","message":"The signature does not fit this body."}}',
}
const unavailable: Answer = {
  status: 503,
  body: '{"error":{"code":"try_again","message":"Not stored; please send again."}}',
  headers: { 'retry-after': '5' },
}

/**
 * The receiver: raw bytes and the Stripe-Signature header in, a status out. 2xx only after the commit (Stripe resends
 * everything else). The signature is checked over the raw bytes before anything is parsed; a signed body that cannot be
 * read is kept and answered 200, because sending it again would not help.
 */
export function receive(body: Uint8Array, signature: string | null, url: WebhookUrl): Promise<Answer> {
  return traced('webhook.receive', () => inTime(decide(body, signature, url)))
}

/** Whatever waits for the database (a look-up, a place among the writers, the commit) counts against one deadline. */
function inTime(answer: Promise<Answer>): Promise<Answer> {
  const since = performance.now()
  const answered = () => receiveSeconds.observe((performance.now() - since) / 1000)
  return new Promise((done, failed) => {
    let timer: NodeJS.Timeout | undefined = setTimeout(() => {
      timer = undefined
      answered()
      done(unavailable)
    }, limits.ackMs)
    // What comes later is the end of the work, not an answer; a promise that is settled takes no second word.
    const inTime = () => {
      if (!timer) return
      clearTimeout(timer)
      answered()
    }
    answer.then(
      (given) => {
        inTime()
        done(given)
      },
      (error) => {
        inTime()
        failed(error)
      },
    )
  })
}

async function decide(body: Uint8Array, signature: string | null, url: WebhookUrl): Promise<Answer> {
  const endpoint = url.kind === 'platform' ? platform() : await endpointOf(url.endpointKey)
  if (endpoint === 'unavailable') return unavailable
  // The key of an unknown URL is a stranger's text: it names no counter.
  if (endpoint === null) return refuse('unknown', 'unknown_endpoint')
  const name = url.kind === 'platform' ? 'platform' : url.endpointKey
  // Nothing can be checked: Stripe keeps the event and sends it again, until somebody sets the secret (IN-07).
  if (url.kind === 'platform' && endpoint.secrets.length === 0) return refuse(name, 'no_secret', unavailable)

  const checked = whoSigned(body, signature, endpoint.secrets)
  if ('refused' in checked) return refuse(name, checked.refused)

  const envelope = readEnvelope(body)
  if (checked.signedBy.testOnly && envelope.livemode) return refuse(name, 'wrong_mode')
  // A tenant's own secret may speak for that tenant's account only (RT-11, RT-13).
  if (endpoint.account && envelope.account && envelope.account !== endpoint.account)
    return refuse(name, 'foreign_account')

  const kept = await keep({
    ...envelope,
    body,
    account: endpoint.account ?? envelope.account,
    connectionId: endpoint.connectionId ?? null,
  })
  received.inc({ door: url.kind, outcome: kept === 'kept' ? 'kept' : 'unavailable' })
  return kept === 'kept' ? ok : unavailable
}

interface Endpoint {
  secrets: readonly SigningSecret[]
  /** Only a connection's own URL is bound to an account. */
  account?: string
  connectionId?: string
}

const platform = (): Endpoint => ({ secrets: env().STRIPE_WEBHOOK_SECRETS })

function refuse(door: string, reason: Reason, answer = bad): Answer {
  countRefusal(door, reason)
  received.inc({ door: doorOf(door), outcome: reason })
  return answer
}
