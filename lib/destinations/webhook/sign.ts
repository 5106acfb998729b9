import { createHmac } from 'node:crypto'
import { inForce, keyOf, type SigningSecret } from './secrets'

interface Signed {
  /** No dots: they separate what is signed. */
  id: string
  now: Date
  body: string
  secrets: readonly SigningSecret[]
}

/** Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, a signature a secret, so that either side of a rotation can check one. */
export function signatureHeaders({ id, now, body, secrets }: Signed): Record<string, string> {
  if (!/^[\w-]{1,64}$/.test(id)) throw new Error(`Not an id of a delivery: ${id}`)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const sign = ({ secret }: SigningSecret) =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': inForce(secrets, now).map(sign).join(' '),
  }
}
