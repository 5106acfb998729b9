import type { Fields } from '../types'
import { newId, type World } from '../world'
import type { Customer } from './customer'
import { type Price, planOf } from './price'
import { itemOf, type Subscription } from './subscription'

export type Invoice = ReturnType<typeof newInvoice>
export type InvoicePayment = ReturnType<typeof newInvoicePayment>

export type BillingReason = 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming'

/** A draft invoice for one period of a subscription. `amount` in minor units; 0 for a trial. */
export function newInvoice(
  world: World,
  subscription: Subscription,
  customer: Customer,
  about: {
    id?: string
    amount: number
    reason: BillingReason
    period: { start: number; end: number }
    description: string
  },
) {
  const id = about.id ?? newId(world, 'in')
  const sequence = customer.next_invoice_sequence
  if (about.reason !== 'upcoming') customer.next_invoice_sequence = sequence + 1
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox merchant',
    account_tax_ids: null,
    amount_due: about.amount,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: about.amount,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false as boolean,
    auto_advance: true as boolean,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: about.reason as string,
    charge: null as string | null,
    collection_method: 'charge_automatically',
    created: world.now(),
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: null,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discount: null,
    discounts: [],
    due_date: null,
    effective_at: null as number | null,
    ending_balance: null as number | null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null as string | null,
    invoice_pdf: null as string | null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: [newLine(world, id, subscription, about)],
      has_more: false,
      total_count: 1,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: world.livemode,
    metadata: {},
    next_payment_attempt: null as number | null,
    number: null as string | null,
    on_behalf_of: null,
    paid: false as boolean,
    paid_out_of_band: false,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_intent: null as string | null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: world.now(),
    period_start: world.now(),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    quote: null,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: {
      finalized_at: null as number | null,
      marked_uncollectible_at: null as number | null,
      paid_at: null as number | null,
      voided_at: null as number | null,
    },
    subscription: subscription.id,
    subscription_details: { metadata: subscription.metadata },
    subtotal: about.amount,
    subtotal_excluding_tax: about.amount,
    tax: null,
    test_clock: null,
    total: about.amount,
    total_discount_amounts: [],
    total_excluding_tax: about.amount,
    total_pretax_credit_amounts: [],
    total_tax_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null as number | null,
  }
}

function newLine(
  world: World,
  invoice: string,
  subscription: Subscription,
  about: { amount: number; period: { start: number; end: number }; description: string },
) {
  const item = itemOf(subscription)
  const price: Price = item.price
  return {
    id: newId(world, 'il'),
    object: 'line_item',
    amount: about.amount,
    currency: subscription.currency,
    description: about.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    invoice_item: null,
    livemode: world.livemode,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: about.period,
    plan: planOf(price),
    pretax_credit_amounts: [],
    price: structuredClone(price),
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    proration: false,
    quantity: item.quantity,
    quantity_decimal: String(item.quantity),
    subscription: subscription.id,
    subscription_item: item.id,
    tax_amounts: [],
    taxes: [],
    type: 'subscription',
  }
}

/** How basil and later tie an invoice to the payment that settled it. */
export function newInvoicePayment(world: World, invoice: Invoice, paymentIntent: string) {
  return {
    id: newId(world, 'inpay'),
    object: 'invoice_payment',
    amount_paid: invoice.amount_due as number | null,
    amount_requested: invoice.amount_due,
    created: world.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: world.livemode,
    payment: { payment_intent: paymentIntent, type: 'payment_intent' } as Fields,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: world.now() as number | null },
  }
}
