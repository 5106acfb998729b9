import type { SubscriberJson } from './json'

type Amount = { amount: string; currency: string }
type Person = Pick<SubscriberJson, 'reporting_currency' | 'currency'>
type ByCurrency = SubscriberJson['mrr_by_currency']

/**
 * Which money stands for a figure, and which beside it. The reporting currency leads, with all that could be converted to
 * it, and what could not stands beside; unless there is nothing but that: who pays in yen alone, without a rate, is worth
 * ¥500, not "$0.00 and 500 JPY". Then the currency they pay in leads. Never added up without a rate.
 */
export function leadMoney(
  person: Person,
  amount: string | null,
  notConverted: ByCurrency,
): { lead: Amount | null; rest: Amount[] } {
  const { reporting_currency: reporting, currency: paysIn } = person
  const apart = Object.entries(notConverted)
    .filter(([, one]) => /[1-9]/.test(one.amount))
    .map(([currency, one]) => ({ amount: one.amount, currency }))
  const reported = amount === null || reporting === null ? null : { amount, currency: reporting }
  const nothing = reported === null || !/[1-9]/.test(reported.amount)
  const lead = (nothing ? (apart.find(({ currency }) => currency === paysIn) ?? apart[0]) : null) ?? reported
  return { lead, rest: apart.filter(({ currency }) => currency !== lead?.currency) }
}
