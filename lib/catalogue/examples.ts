/**
 * Ada and her purchases: one small object per kind, in today's shape, from which rows make their examples.
 */
const day = 86_400
const start = 1_767_225_600 // 2026-01-01

export const customer = {
  object: 'customer',
  id: 'cus_ada',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  currency: 'usd',
  delinquent: false,
  metadata: {},
}

export const charge = {
  object: 'charge',
  id: 'ch_ada',
  amount: 4900,
  amount_captured: 4900,
  amount_refunded: 0,
  billing_details: { email: 'ada@example.com', name: 'Ada Lovelace' },
  captured: true,
  created: start,
  currency: 'usd',
  customer: 'cus_ada',
  description: 'Pro, January',
  metadata: {},
  paid: true,
  payment_intent: 'pi_ada',
  payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
  receipt_email: null,
  receipt_url: 'https://receipt.example/ch_ada',
  refunded: false,
  status: 'succeeded',
}

export const refund = {
  object: 'refund',
  id: 're_ada',
  amount: 2400,
  charge: 'ch_ada',
  created: start + day,
  currency: 'usd',
  customer: 'cus_ada',
  metadata: {},
  payment_intent: 'pi_ada',
  reason: 'requested_by_customer',
  status: 'succeeded',
}

export const dispute = {
  object: 'dispute',
  id: 'du_ada',
  amount: 4900,
  balance_transactions: [],
  charge: 'ch_ada',
  currency: 'usd',
  metadata: {},
  payment_intent: 'pi_ada',
  reason: 'product_not_received',
  status: 'needs_response',
}

export const paymentIntent = {
  object: 'payment_intent',
  id: 'pi_ada',
  amount: 4900,
  currency: 'usd',
  customer: 'cus_ada',
  description: 'Pro, January',
  latest_charge: 'ch_ada',
  metadata: {},
  receipt_email: 'ada@example.com',
  status: 'succeeded',
}

export const paymentMethod = {
  object: 'payment_method',
  id: 'pm_ada',
  billing_details: { email: 'ada@example.com', name: 'Ada Lovelace' },
  card: { brand: 'visa', exp_month: 12, exp_year: 2027, last4: '4242' },
  customer: 'cus_ada',
  metadata: {},
  type: 'card',
}

const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' }

export const price = {
  object: 'price',
  id: 'price_pro',
  active: true,
  billing_scheme: 'per_unit',
  currency: 'usd',
  metadata: {},
  nickname: 'Pro',
  product: 'prod_pro',
  recurring,
  type: 'recurring',
  unit_amount: 4900,
  unit_amount_decimal: '4900',
}

export const plan = {
  object: 'plan',
  id: 'price_pro',
  active: true,
  amount: 4900,
  amount_decimal: '4900',
  currency: 'usd',
  interval: 'month',
  interval_count: 1,
  metadata: {},
  nickname: 'Pro',
  product: 'prod_pro',
  usage_type: 'licensed',
}

export const product = {
  object: 'product',
  id: 'prod_pro',
  active: true,
  default_price: 'price_pro',
  description: 'Everything a team needs',
  metadata: {},
  name: 'Pro',
}

export const subscription = {
  object: 'subscription',
  id: 'sub_ada',
  cancel_at_period_end: false,
  currency: 'usd',
  customer: 'cus_ada',
  discounts: [],
  items: {
    object: 'list',
    data: [
      {
        object: 'subscription_item',
        id: 'si_ada',
        current_period_end: start + 31 * day,
        current_period_start: start,
        price,
        quantity: 1,
      },
    ],
    has_more: false,
  },
  metadata: {},
  start_date: start,
  status: 'active',
  trial_end: null,
}

export const invoice = {
  object: 'invoice',
  id: 'in_ada',
  amount_due: 4900,
  amount_paid: 0,
  amount_remaining: 4900,
  attempt_count: 0,
  billing_reason: 'subscription_cycle',
  collection_method: 'charge_automatically',
  currency: 'usd',
  customer: 'cus_ada',
  customer_email: 'ada@example.com',
  customer_name: 'Ada Lovelace',
  hosted_invoice_url: 'https://invoice.example/in_ada',
  invoice_pdf: 'https://invoice.example/in_ada.pdf',
  lines: {
    object: 'list',
    data: [
      {
        object: 'line_item',
        id: 'il_ada',
        amount: 4900,
        currency: 'usd',
        description: '1 × Pro (at $49.00 / month)',
        pricing: { price_details: { price: 'price_pro', product: 'prod_pro' }, unit_amount_decimal: '4900' },
        quantity: 1,
      },
    ],
    has_more: false,
  },
  metadata: {},
  number: 'ADA-0001',
  parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_ada', metadata: {} } },
  status: 'open',
}

export const paidInvoice = { ...invoice, amount_paid: 4900, amount_remaining: 0, attempt_count: 1, status: 'paid' }

export const checkoutSession = {
  object: 'checkout.session',
  id: 'cs_ada',
  amount_subtotal: 4900,
  amount_total: 4900,
  currency: 'usd',
  customer: 'cus_ada',
  customer_details: { email: 'ada@example.com', name: 'Ada Lovelace' },
  customer_email: null,
  metadata: {},
  mode: 'payment',
  payment_intent: 'pi_ada',
  payment_status: 'paid',
  status: 'complete',
}

export const discount = {
  object: 'discount',
  id: 'di_ada',
  customer: 'cus_ada',
  source: { type: 'coupon', coupon: 'WELCOME20' },
  start,
  end: null,
  subscription: 'sub_ada',
}

export const schedule = {
  object: 'subscription_schedule',
  id: 'sub_sched_ada',
  customer: 'cus_ada',
  metadata: {},
  phases: [
    { currency: 'usd', items: [{ price: 'price_pro', quantity: 1 }], start_date: start, end_date: start + 365 * day },
  ],
  status: 'active',
  subscription: 'sub_ada',
}
