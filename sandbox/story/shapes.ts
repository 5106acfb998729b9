import type { Fields, Json, Shape } from './types'

const beforeBasil: Shape[] = ['classic']
const sinceBasil: Shape[] = ['basil', 'newest']
const sinceClover: Shape[] = ['newest']

/**
 * Every field that not all shapes have, by object and path. Objects are kept with all fields of all
 * shapes; `inShape` takes away what a shape does not know. `[]` walks a list.
 */
const bound: Record<string, Record<string, Shape[]>> = {
  charge: { invoice: beforeBasil },
  payment_intent: { invoice: beforeBasil, customer_account: sinceClover, payment_record: sinceClover },
  refund: { customer: sinceClover, customer_account: sinceClover, payment_method: sinceClover },
  dispute: { intended_submission_method: sinceClover, enhanced_eligibility_types: sinceBasil },
  customer: { customer_account: sinceClover },
  subscription: {
    current_period_start: beforeBasil,
    current_period_end: beforeBasil,
    discount: beforeBasil,
    'items.data[].current_period_start': sinceBasil,
    'items.data[].current_period_end': sinceBasil,
    'items.data[].current_trial': sinceClover,
    'items.data[].plan.aggregate_usage': beforeBasil,
    'items.data[].price.recurring.aggregate_usage': beforeBasil,
    'plan.aggregate_usage': beforeBasil,
    billing_mode: sinceClover,
    billing_schedules: sinceClover,
    customer_account: sinceClover,
  },
  price: { 'recurring.aggregate_usage': beforeBasil },
  invoice: {
    subscription: beforeBasil,
    subscription_details: beforeBasil,
    payment_intent: beforeBasil,
    charge: beforeBasil,
    paid: beforeBasil,
    paid_out_of_band: beforeBasil,
    tax: beforeBasil,
    total_tax_amounts: beforeBasil,
    discount: beforeBasil,
    quote: beforeBasil,
    parent: sinceBasil,
    total_taxes: sinceBasil,
    amount_overpaid: sinceBasil,
    customer_account: sinceClover,
    'lines.data[].price': beforeBasil,
    'lines.data[].plan': beforeBasil,
    'lines.data[].type': beforeBasil,
    'lines.data[].subscription_item': beforeBasil,
    'lines.data[].invoice_item': beforeBasil,
    'lines.data[].proration': beforeBasil,
    'lines.data[].tax_amounts': beforeBasil,
    'lines.data[].pricing': sinceBasil,
    'lines.data[].parent': sinceBasil,
    'lines.data[].taxes': sinceBasil,
    'lines.data[].quantity_decimal': sinceClover,
  },
  'checkout.session': {
    shipping_details: beforeBasil,
    collected_information: sinceBasil,
    presentment_details: sinceBasil,
    adaptive_pricing: sinceBasil,
    customer_account: sinceClover,
  },
  quote: { customer_account: sinceClover },
}

/** Event types a shape's endpoint cannot subscribe to: `invoice_payment.paid` came with basil. */
export function isKnownIn(shape: Shape, type: string): boolean {
  return shape !== 'classic' || !type.startsWith('invoice_payment.')
}

/** A copy of an object (or of its previous attributes) with exactly the fields the shape has. */
export function inShape(kind: string, object: Fields, shape: Shape): Fields {
  const copy = structuredClone(object)
  for (const [path, known] of Object.entries(bound[kind] ?? {})) {
    if (!known.includes(shape)) remove(copy, path.split('.'))
  }
  if (kind === 'invoice' && shape === 'classic' && String(copy.id).startsWith('upcoming_')) delete copy.id
  if (kind === 'checkout.session' && shape !== 'newest' && copy.ui_mode === 'hosted_page') copy.ui_mode = 'hosted'
  return copy
}

function remove(value: Json | undefined, path: string[]): void {
  const [step, ...rest] = path
  if (step === undefined || value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const entry of value) remove(entry, path)
    return
  }
  const key = step.replace('[]', '')
  if (rest.length > 0) remove(value[key], rest)
  else delete value[key]
}
