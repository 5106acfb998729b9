import { type Money, roundPicos } from '@/lib/money'
import { capturedAmount, currencyOf, minor, ownPrice, refundedByThis, type Snapshot } from '@/lib/normalize/readers'

/** Readers of an event's value; null without an amount or a currency. */
export const nothing = (): null => null

export function amountIn(field: string) {
  return ({ object }: Snapshot) => money(minor(object[field]), currencyOf(object.currency))
}

export function money(amount: bigint | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { minor: amount, currency }
}

/** `charge.captured`: what was captured, which may be less than was authorised. */
export const captured = ({ object }: Snapshot) => money(capturedAmount(object), currencyOf(object.currency))

/** `charge.refunded`: this refund alone, not the running total. */
export const refundStep = ({ object, previous }: Snapshot) =>
  money(refundedByThis(object, previous), currencyOf(object.currency))

export const unitAmount = ({ object }: Snapshot) => {
  const { unitPicos, currency } = ownPrice(object)
  return money(unitPicos === null ? null : roundPicos(unitPicos), currency)
}
