import { newId, type World } from '../world'
import type { Price } from './price'

export type Quote = ReturnType<typeof newQuote>

export function newQuote(world: World, customer: string, price: Price) {
  const totals = { amount_discount: 0, amount_shipping: 0, amount_tax: 0 }
  const amount = price.unit_amount
  const computed = { amount_subtotal: amount, amount_total: amount, total_details: totals }
  return {
    id: newId(world, 'qt'),
    object: 'quote',
    amount_subtotal: amount,
    amount_total: amount,
    application: null,
    application_fee_amount: null,
    application_fee_percent: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    collection_method: 'charge_automatically',
    computed: {
      recurring: { ...computed, interval: price.recurring.interval, interval_count: price.recurring.interval_count },
      upfront: computed,
    },
    created: world.now(),
    currency: price.currency,
    customer,
    customer_account: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    expires_at: world.now() + 30 * 86_400,
    footer: null,
    from_quote: null,
    header: null,
    invoice: null as string | null,
    invoice_settings: { days_until_due: null, issuer: { type: 'self' } },
    livemode: world.livemode,
    metadata: { sandbox_price: price.id },
    number: null as string | null,
    on_behalf_of: null,
    status: 'draft',
    status_transitions: {
      accepted_at: null as number | null,
      canceled_at: null as number | null,
      finalized_at: null as number | null,
    },
    subscription: null as string | null,
    subscription_data: { description: null, effective_date: null, trial_period_days: null },
    subscription_schedule: null,
    test_clock: null,
    total_details: totals,
    transfer_data: null,
  }
}
