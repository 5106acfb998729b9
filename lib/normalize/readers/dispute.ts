import { currencyOf, idOf, type Json, listOf, minor, text } from './json'

export interface ReadDispute {
  id: string | null
  chargeId: string | null
  paymentIntentId: string | null
  /** What is disputed, minor units; it may differ from the charge. */
  amount: bigint | null
  currency: string | null
  status: string | null
  /** An inquiry (`warning_*`): no money moves. */
  inquiry: boolean
  /**
   * Money taken and given back so far, minor units of the dispute's currency. Null when the payload does not tell, or
   * tells it in the settlement currency; then `amount` and the event's type say it.
   */
  withdrawn: bigint | null
  reinstated: bigint | null
}

/** A Dispute. Its money moves in zero, one or two balance transactions; the fee inside them is not the customer's. */
export function readDispute(dispute: Json): ReadDispute {
  const currency = currencyOf(dispute.currency)
  const status = text(dispute.status)
  const moves = movesIn(dispute, currency)
  return {
    id: idOf(dispute),
    chargeId: idOf(dispute.charge),
    paymentIntentId: idOf(dispute.payment_intent),
    amount: minor(dispute.amount),
    currency,
    status,
    inquiry: status?.startsWith('warning_') ?? false,
    withdrawn: moves && sum(moves.filter((amount) => amount < 0n).map((amount) => -amount)),
    reinstated: moves && sum(moves.filter((amount) => amount > 0n)),
  }
}

function movesIn(dispute: Json, currency: string | null): bigint[] | null {
  if (!Array.isArray(dispute.balance_transactions)) return null
  const amounts: bigint[] = []
  for (const transaction of listOf(dispute.balance_transactions)) {
    const amount = minor(transaction.amount)
    if (amount === null || currencyOf(transaction.currency) !== currency) return null
    amounts.push(amount)
  }
  return amounts
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
