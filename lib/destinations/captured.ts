import { type Json, readCharge } from '@/lib/normalize/readers'

/**
 * Does the event tell that a charge's money was captured? An authorization alone does not, and the two events that can tell of one
 * capture name the same charge, so a receiver that counts by charge counts once. `object`: the event's own, as Stripe sent it.
 */
export function captures(type: string, object: Json): boolean {
  if (type !== 'charge.succeeded' && type !== 'charge.captured') return false
  return (readCharge(object).amountCaptured ?? 0n) > 0n
}
