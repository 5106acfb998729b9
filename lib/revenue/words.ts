import { type Fact, textIn } from '@/lib/facts/fact'
import { formatMoney, toDecimal } from '@/lib/money'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { chosenWords } from '@/lib/sites/policy-words'
import { subscriptionTermsSchema } from './terms'

/** The whole rule behind MRR on a site, line by line. */
export function ruleInWords(policy: MoneyPolicy): string {
  const usual = 'Active and past due subscriptions count, a year divided by twelve; metered usage is left out.'
  return [usual, ...chosenWords(policy, 'mrr')].join(' ')
}

/** The same in one line, for beside the figure; a site's own choices about discounts and tax are in the whole rule. */
export function ruleInShort({ mrr }: MoneyPolicy): string {
  const zero = [
    mrr.trials_with_paid_invoice ? 'trials of newcomers' : 'trials',
    ...(mrr.paused_collection === 'leave_out' ? ['paused ones'] : []),
    ...(mrr.cancel_at_period_end === 'leave_out' ? ['ending ones'] : []),
    'metered usage',
  ]
  return `A month of each active or past due subscription. Zero for ${listing.format(zero)}.`
}

const listing = new Intl.ListFormat('en')

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
