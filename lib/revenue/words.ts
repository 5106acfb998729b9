import { type Fact, textIn } from '@/lib/facts/fact'
import { moneyFormat, toDecimal } from '@/lib/money'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { chosenWords } from '@/lib/sites/policy-words'
import { stripesRule } from '@/lib/sites/stripes-rule'
import { subscriptionTermsSchema } from './terms'

/** The whole rule behind MRR on a site, line by line. */
export function ruleInWords(policy: MoneyPolicy): string {
  const usual = 'Active and past due subscriptions count, a year divided by twelve; metered usage is left out.'
  return [usual, ...chosenWords(policy, 'mrr')].join(' ')
}

/** The same in one short line, for beside the figure; the site's own choices are in the whole rule. */
export function ruleInShort({ mrr }: MoneyPolicy): string {
  const apart = JSON.stringify(mrr) === JSON.stringify(stripesRule.mrr) ? '' : ', by this site’s rule'
  return `Active and past due, per month${apart}`
}

/** A fact behind a subscription's figures, as a sentence. */
export function sourceWords({ aspect, ...fact }: Fact, currency: string | null, code = false): string {
  if (aspect === 'paid_invoice') return invoiceWords({ aspect, ...fact }, currency, code)
  if (aspect === 'discount') return discountWords({ aspect, ...fact }, code)
  const terms = subscriptionTermsSchema.safeParse(fact.value)
  if (!terms.success) return 'Said what the subscription is'
  const { status, items } = terms.data
  return `Said to be ${status.replaceAll('_', ' ')}, with ${items.length === 1 ? 'one item' : `${items.length} items`}`
}

function invoiceWords(fact: Fact, currency: string | null, code: boolean): string {
  const [total, untaxed] = [textIn(fact, 'total'), textIn(fact, 'total_excluding_tax')]
  if (total === null || currency === null) return 'Latest paid invoice'
  const of = `Latest paid invoice: ${money(total, currency, code)}`
  return untaxed === null || untaxed === total ? of : `${of}, without tax ${money(untaxed, currency, code)}`
}

function discountWords(fact: Fact, code: boolean): string {
  if (fact.value.deleted === true) return 'Discount taken away'
  const [percent, amount, of] = [textIn(fact, 'percent_off'), textIn(fact, 'amount_off'), textIn(fact, 'currency')]
  const what = percent
    ? `${percent}% off`
    : amount && of
      ? `${money(amount, of, code)} off`
      : `coupon ${textIn(fact, 'coupon') ?? 'not named'}`
  const how = { forever: ', for ever', once: ', once', repeating: ', for some months' }[textIn(fact, 'duration') ?? '']
  return `Discount given: ${what}${how ?? ''}`
}

const money = (minor: string, currency: string, code: boolean) =>
  moneyFormat(code)(toDecimal(BigInt(minor), currency), currency)
