import { lines } from './invoice-lines'
import { month, now, random, words } from './made-up'

/** One webhook as Stripe would send it. Written by hand in the shape of API version 2024-12-18, whose invoices name their charge. */
export interface Sent {
  id: string
  account: string
  customer: number
}

/** Stripe's bodies are indented by two. An invoice of 6.3 kB unless another size is asked for. */
export function invoicePaid(sent: Sent, bytes = 6_300): string {
  const { id, customer, invoice, charge, intent, subscription } = idsOf(sent)
  const object: Record<string, unknown> = {
    id: invoice,
    object: 'invoice',
    amount_due: 4900,
    amount_paid: 4900,
    billing_reason: 'subscription_cycle',
    charge,
    created: now() - 3600,
    currency: 'usd',
    customer,
    customer_email: mailOf(sent),
    customer_name: `Customer ${sent.customer}`,
    hosted_invoice_url: `https://invoice.stripe.com/i/${sent.account}/live_${random(48)}?s=ap`,
    lines: lines(invoice, subscription, bytes > 3_000),
    livemode: true,
    paid: true,
    payment_intent: intent,
    status: 'paid',
    status_transitions: { finalized_at: now() - 60, marked_uncollectible: null, paid_at: now(), voided_at: null },
    subscription,
    subtotal: 4900,
    total: 4900,
    total_excluding_tax: 4900,
    ...(bytes > 5_000 ? details(sent) : {}),
  }
  return padded({ id, type: 'invoice.payment_succeeded', account: sent.account }, object, 'footer', bytes)
}

/** The charge of such an invoice: what lifetime value is the sum of. */
export function chargeSucceeded(sent: Sent, bytes = 2_500): string {
  const { id, customer, invoice, charge, intent } = idsOf(sent)
  const object = {
    id: charge,
    object: 'charge',
    amount: 4900,
    amount_captured: 4900,
    amount_refunded: 0,
    balance_transaction: `txn_${random(24)}`,
    billing_details: { address: address(), email: mailOf(sent), name: `Customer ${sent.customer}`, phone: null },
    calculated_statement_descriptor: 'BENCH',
    captured: true,
    created: now(),
    currency: 'usd',
    customer,
    disputed: false,
    invoice,
    livemode: true,
    metadata: {},
    outcome: {
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      risk_score: 12,
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    payment_intent: intent,
    payment_method: `pm_${random(24)}`,
    payment_method_details: {
      card: { brand: 'visa', country: 'US', exp_month: 8, exp_year: 2029, fingerprint: random(16), last4: '4242' },
      type: 'card',
    },
    receipt_email: mailOf(sent),
    receipt_url: `https://pay.stripe.com/receipts/invoices/${random(60)}?s=ap`,
    refunded: false,
    status: 'succeeded',
  }
  return padded({ id, type: 'charge.succeeded', account: sent.account }, object, 'description', bytes)
}

const mailOf = (sent: Sent) => `customer-${sent.customer}@${sent.account.replace('_', '-')}.example.com`

/** Of one payment, whichever of its events: the id of the webhook without its first letters stands in all of them. */
function idsOf({ id, account, customer }: Sent) {
  const own = id.replace(/^evt_/, '').padStart(24, '0')
  const [invoice, charge, intent] = [`in_${own}`, `ch_${own}`, `pi_${own}`]
  return {
    id,
    invoice,
    charge,
    intent,
    customer: `cus_${customer}${account}`,
    subscription: `sub_${customer}${account}`,
  }
}

/** What an invoice has besides, mostly empty: the reason why they are as long as they are. */
const details = ({ account }: Sent) => ({
  account_country: 'US',
  account_name: `The shop behind ${account}`,
  application: null,
  application_fee_amount: null,
  amount_remaining: 0,
  attempt_count: 1,
  attempted: true,
  auto_advance: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  customer_address: address(),
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  collection_method: 'charge_automatically',
  custom_fields: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  discount: null,
  discounts: [],
  due_date: null,
  effective_at: now() - 60,
  ending_balance: 0,
  from_invoice: null,
  invoice_pdf: `https://pay.stripe.com/invoice/${account}/live_${random(48)}/pdf?s=ap`,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  metadata: { plan: 'pro', source: 'website' },
  next_payment_attempt: null,
  number: `${random(4).toUpperCase()}-0042`,
  on_behalf_of: null,
  paid_out_of_band: false,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  period_end: now(),
  period_start: now() - month,
  rendering: null,
  shipping_cost: null,
  starting_balance: 0,
  statement_descriptor: null,
  subtotal_excluding_tax: 4900,
  tax: null,
  total_discount_amounts: [],
  total_tax_amounts: [],
  transfer_data: null,
})

const address = () => ({
  city: 'Springfield',
  country: 'US',
  line1: '12 Main St',
  line2: null,
  postal_code: '12345',
  state: 'IL',
})

interface Head {
  id: string
  type: string
  account: string
}

/** Made as long as asked for by words in a field a person may fill. */
function padded(head: Head, object: Record<string, unknown>, field: string, bytes: number) {
  const event = {
    id: head.id,
    object: 'event',
    account: head.account,
    api_version: '2024-12-18.acacia',
    created: now(),
    data: { object: { ...object, [field]: '' } as Record<string, unknown> },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: head.type,
  }
  const missing = bytes - Buffer.byteLength(JSON.stringify(event, null, 2))
  event.data.object[field] = words(Math.max(0, missing))
  return JSON.stringify(event, null, 2)
}
