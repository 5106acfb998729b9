import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` header for a body, written from the description and not with the `stripe`
 * package, so that the receiver's check has a second opinion. The key is the whole secret, `whsec_` included.
 * `time` is unix seconds and fresh on every try.
 */
export function sign(body: string, secret: string, time: number): string {
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`, 'utf8').digest('hex')
  return `t=${time},v1=${v1}`
}
