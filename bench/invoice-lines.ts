import { month, now, random } from './made-up'

/** What an invoice is for: one month of one plan, with price and plan written out where the body is to be long. */
export function lines(invoice: string, subscription: string, full: boolean) {
  const short = {
    id: `il_${random(24)}`,
    object: 'line_item',
    amount: 4900,
    currency: 'usd',
    description: '1 × Pro (at $49.00 / month)',
    period: { end: now() + month, start: now() },
    quantity: 1,
    type: 'subscription',
  }
  const whole = {
    ...short,
    amount_excluding_tax: 4900,
    discountable: true,
    invoice,
    livemode: true,
    metadata: {},
    plan: planOf(),
    price: priceOf(),
    proration: false,
    subscription,
    subscription_item: `si_${random(14)}`,
    tax_rates: [],
  }
  const data = [full ? whole : short]
  return { object: 'list', data, has_more: false, total_count: data.length, url: `/v1/invoices/${invoice}/lines` }
}

const priceOf = () => ({
  id: 'price_1ProMonthly',
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created: 1_700_000_000,
  currency: 'usd',
  livemode: true,
  lookup_key: null,
  metadata: {},
  nickname: 'Pro',
  product: 'prod_Pro',
  recurring: { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
  tax_behavior: 'unspecified',
  type: 'recurring',
  unit_amount: 4900,
  unit_amount_decimal: '4900',
})

const planOf = () => ({
  id: 'price_1ProMonthly',
  object: 'plan',
  active: true,
  amount: 4900,
  amount_decimal: '4900',
  currency: 'usd',
  interval: 'month',
  interval_count: 1,
  nickname: 'Pro',
  product: 'prod_Pro',
  usage_type: 'licensed',
})
