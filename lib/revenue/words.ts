import { type Fact, textIn } from '@/lib/facts/fact'
import { formatMoney, toDecimal } from '@/lib/money'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { departures } from '@/lib/sites/policy-words'
import { subscriptionTermsSchema } from './terms'

/** The rule behind MRR in words, with what this site does otherwise than Stripe. */
export function ruleInWords(policy: MoneyPolicy): string {
  const usual =
    'What active and past due subscriptions come to a month: a year is divided by twelve, discounts that never end and tax inside prices come off; trials, paused collection and metered usage count as zero.'
  const own = departures(policy, 'mrr')
  return own.length === 0 ? usual : `${usual} This site differs: ${own.join(' ')}`
}

/** A fact behind a subscription's figures, as a sentence. */
export function sourceWords({ aspect, ...fact }: Fact, currency: string | null): string {
  if (aspect === 'paid_invoice') return invoiceWords({ aspect, ...fact }, currency)
  if (aspect === 'discount') return discountWords({ aspect, ...fact })
  const terms = subscriptionTermsSchema.safeParse(fact.value)
  if (!terms.success) return 'Said what the subscription is'
  const { status, items } = terms.data
  return `Said to be ${status.replaceAll('_', ' ')}, with ${items.length === 1 ? 'one item' : `${items.length} items`}`
}

function invoiceWords(fact: Fact, currency: string | null): string {
  const [total, untaxed] = [textIn(fact, 'total'), textIn(fact, 'total_excluding_tax')]
  if (total === null || currency === null) return 'Latest paid invoice'
  const of = `Latest paid invoice: ${money(total, currency)}`
  return untaxed === null || untaxed === total ? of : `${of}, without tax ${money(untaxed, currency)}`
}

function discountWords(fact: Fact): string {
  if (fact.value.deleted === true) return 'Discount taken away'
  const [percent, amount, of] = [textIn(fact, 'percent_off'), textIn(fact, 'amount_off'), textIn(fact, 'currency')]
  const what = percent
    ? `${percent}% off`
    : amount && of
      ? `${money(amount, of)} off`
      : `coupon ${textIn(fact, 'coupon') ?? 'not named'}`
  const how = { forever: ', for ever', once: ', once', repeating: ', for some months' }[textIn(fact, 'duration') ?? '']
  return `Discount given: ${what}${how ?? ''}`
}

const money = (minor: string, currency: string) => formatMoney(toDecimal(BigInt(minor), currency), currency)
