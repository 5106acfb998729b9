import { z } from 'zod'
import { moneyFormat, toDecimal } from '@/lib/money'

const minor = z.string().regex(/^-?\d+$/)
const charge = z.object({ captured: minor, refunded: minor, status: z.string().nullish() })
const refund = z.object({ amount: minor, stands: z.boolean() })
const moved = z.object({ amount: minor })
const disputed = z.object({ amount: minor, currency: z.string().nullish() })
const settled = z.object({ amount: minor, currency: z.string() })
const invoice = z.object({ total: minor.nullable(), untaxed: minor.nullable(), off_stripe: minor.nullable() })

/**
 * A stored money fact in words: "Collected $49.00, given back so far $10.00". Minor units in, formatted amounts out; `code`
 * writes "49.00 USD".
 */
export function factWords(aspect: string, value: unknown, currency: string, code = false): string {
  const written = (text: string, currency: string) => moneyFormat(code)(toDecimal(BigInt(text), currency), currency)
  const amount = (text: string) => written(text, currency)
  const kind = aspect.split(':', 1)[0]
  if (kind === 'charge') {
    const told = charge.safeParse(value)
    if (told.success) return chargeWords(told.data, amount)
  }
  if (kind === 'refund') {
    const told = refund.safeParse(value)
    if (told.success) return `Refund of ${amount(told.data.amount)}${told.data.stands ? '' : ' failed or was canceled'}`
  }
  if (kind === 'withdrawn' || kind === 'reinstated') {
    const told = disputed.safeParse(value)
    const what = kind === 'withdrawn' ? 'taken for a dispute' : 'returned from a dispute'
    if (told.success) return `${disputedWords(told.data, currency, written)} ${what}`
  }
  if (kind === 'settled') {
    const told = settled.safeParse(value)
    if (told.success) return `Booked by Stripe as ${written(told.data.amount, told.data.currency)}`
  }
  if (kind === 'off_stripe') {
    const told = moved.safeParse(value)
    if (told.success) return `${amount(told.data.amount)} paid outside Stripe`
  }
  if (kind === 'invoice') {
    const told = invoice.safeParse(value)
    if (told.success) return invoiceWords(told.data, amount)
  }
  return aspect
}

/** A dispute in another currency than its payment: the amount as the bank told it, and that it was not simply taken over. */
function disputedWords(
  { amount, currency: told }: z.infer<typeof disputed>,
  currency: string,
  written: (text: string, currency: string) => string,
) {
  if (!told || told === currency) return written(amount, currency)
  return `${written(amount, told)} (converted as Stripe booked the payment, else the whole payment)`
}

function invoiceWords({ total, untaxed, off_stripe: off }: z.infer<typeof invoice>, amount: (text: string) => string) {
  if (off !== null && BigInt(off) > 0n) return `Invoice: ${amount(off)} paid outside Stripe`
  if (total === null) return 'Invoice without a total'
  const net = untaxed !== null && untaxed !== total ? `, ${amount(untaxed)} of it without tax` : ''
  return `Invoice over ${amount(total)}${net}`
}

function chargeWords({ captured, refunded, status }: z.infer<typeof charge>, amount: (text: string) => string): string {
  if (BigInt(captured) === 0n) return status === 'failed' ? 'Failed' : 'Nothing collected yet'
  const back = BigInt(refunded) > 0n ? `, given back so far ${amount(refunded)}` : ''
  return `Collected ${amount(captured)}${back}`
}
