import { env } from '@/lib/env'
import { endpointOf } from './endpoint'
import { readEnvelope } from './envelope'
import { keep } from './keep'
import { countRefusal } from './refusals'
import { type SigningSecret, whoSigned } from './signature'

/** Which URL was called: the platform's, or a connection's own. */
export type Door = { kind: 'platform' } | { kind: 'connection'; endpointKey: string }

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
export async function receive(body: Uint8Array, signature: string | null, door: Door): Promise<Answer> {
  const endpoint = door.kind === 'platform' ? platform() : await endpointOf(door.endpointKey)
  if (endpoint === 'unavailable') return unavailable
  if (endpoint === null) return refuse(door, 'unknown_endpoint')

  const checked = whoSigned(body, signature, endpoint.secrets)
  if ('refused' in checked) return refuse(door, checked.refused)

  const envelope = readEnvelope(body)
  if (checked.signedBy.testOnly && envelope.livemode) return refuse(door, 'wrong_mode')
  // A tenant's own secret may speak for that tenant's account only (RT-11, RT-13).
  if (endpoint.account && envelope.account && envelope.account !== endpoint.account)
    return refuse(door, 'foreign_account')

  const kept = await keep({
    ...envelope,
    body,
    account: endpoint.account ?? envelope.account,
    connectionId: endpoint.connectionId ?? null,
  })
  return kept === 'kept' ? ok : unavailable
}

interface Endpoint {
  secrets: readonly SigningSecret[]
  /** Only a connection's own URL is bound to an account. */
  account?: string
  connectionId?: string
}

const platform = (): Endpoint => ({ secrets: env().STRIPE_WEBHOOK_SECRETS })

function refuse(door: Door, reason: string): Answer {
  countRefusal(door.kind === 'platform' ? 'platform' : door.endpointKey.slice(0, 64), reason)
  return bad
}
