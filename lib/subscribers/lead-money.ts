import type { SubscriberJson } from './json'

type Amount = { amount: string; currency: string }
type Person = Pick<SubscriberJson, 'reporting_currency' | 'currency'>
type ByCurrency = SubscriberJson['mrr_by_currency']

/**
 * Which money stands for a figure, and which beside it. The reporting currency leads, unless there is nothing in it and
 * something in another: who pays in yen alone is worth ¥500, not "$0.00 and 500 JPY". Then the currency they pay in leads.
 * Never added up: there is no rate.
 */
export function leadMoney(
  person: Person,
  amount: string | null,
  all: ByCurrency,
): { lead: Amount | null; rest: Amount[] } {
  const { reporting_currency: reporting, currency: paysIn } = person
  const some = Object.entries(all)
    .filter(([, one]) => /[1-9]/.test(one.amount))
    .map(([currency, one]) => ({ amount: one.amount, currency }))
  const reported = amount === null || reporting === null ? null : { amount, currency: reporting }
  const lead =
    some.find(({ currency }) => currency === reporting) ??
    some.find(({ currency }) => currency === paysIn) ??
    some[0] ??
    reported
  return { lead, rest: some.filter(({ currency }) => currency !== lead?.currency) }
}
