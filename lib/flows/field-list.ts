import { type Field, type FieldGroup, type FieldKind, operatorsOf } from './field'
import { options } from './field-options'
import type { ObjectKind } from './object-kind'

/** `written`: another form of the field below it, for texts alone. */
type Row = [name: string, label: string, kind: FieldKind | 'written', always?: 'always']

/** What an event may tell, in the order it is offered. */
const eventRows: readonly Row[] = [
  ['money', 'Amount, written out', 'written'],
  ['amount', 'Amount', 'money'],
  ['currency', 'Currency', 'text'],
  ['plan', 'Plan', 'text'],
  ['interval', 'Billed every', 'text'],
  ['item', 'First line', 'text'],
  ['description', 'Description', 'text'],
  ['product_ids', 'Products', 'list'],
  ['price_ids', 'Prices', 'list'],
  ['billing_reason', 'Billing reason', 'text'],
  ['attempt_number', 'Attempt number', 'number'],
  ['next_payment_attempt', 'Next payment attempt', 'time'],
  ['due_date', 'Due date', 'time'],
  ['payment_url', 'Payment page', 'text'],
  ['invoice_pdf', 'Invoice as PDF', 'text'],
  ['invoice_number', 'Invoice number', 'text'],
  ['receipt_url', 'Receipt', 'text'],
  ['failure_message', 'Failure message', 'text'],
  ['failure_code', 'Failure code', 'text'],
  ['needs_authentication', '3-D Secure is needed', 'boolean'],
  ['card_brand', 'Card brand', 'text'],
  ['card_last4', 'Card’s last four digits', 'text'],
  ['checkout_mode', 'Checkout mode', 'text'],
  ['payment_status', 'Payment status', 'text'],
  ['trial_end', 'End of the trial', 'time'],
  ['current_period_end', 'End of the paid period', 'time'],
  ['cancel_at', 'Ends on', 'time'],
  ['cancellation_reason', 'Why it ended', 'text'],
  ['cancellation_feedback', 'Customer’s feedback', 'text'],
  ['quote_number', 'Quote number', 'text'],
  ['refund_reason', 'Refund reason', 'text'],
  ['amount_left_money', 'What is left of the payment, written out', 'written'],
  ['amount_left', 'What is left of the payment', 'money'],
  ['status', 'Status at Stripe', 'text'],
  ['label', 'Event', 'written', 'always'],
  ['name', 'Event name', 'written', 'always'],
  ['type', 'Event type', 'written', 'always'],
  ['occurred_at', 'When it happened', 'time'],
  ['customer_id', 'Stripe customer', 'text'],
  ['charge_id', 'Charge', 'text'],
  ['payment_intent_id', 'Payment intent', 'text'],
  ['invoice_id', 'Invoice', 'text'],
  ['subscription_id', 'Subscription', 'text'],
  ['checkout_session_id', 'Checkout session', 'text'],
  ['id', 'Event id', 'written', 'always'],
  ['stripe_event_id', 'Event id at Stripe', 'written'],
]

const amount = 'money amount currency'
const failure = 'failure_message failure_code needs_authentication'
const card = 'card_brand card_last4'
const payment = 'charge_id payment_intent_id'
const lines = 'product_ids price_ids item'

/** Which of them the events about an object have; those named nowhere here, all have. */
const namesOf: Readonly<Record<ObjectKind, string>> = {
  charge: `${amount} description receipt_url ${failure} ${card} refund_reason amount_left_money amount_left status ${payment} invoice_id`,
  payment_intent: `${amount} description receipt_url ${failure} ${card} status ${payment} invoice_id`,
  setup_intent: `description ${failure} ${card} status`,
  refund: `${amount} description receipt_url refund_reason ${failure} amount_left_money amount_left status ${payment}`,
  dispute: `${amount} status ${payment}`,
  invoice: `${amount} plan interval ${lines} description billing_reason attempt_number next_payment_attempt due_date payment_url invoice_pdf invoice_number needs_authentication ${card} status ${payment} invoice_id subscription_id`,
  invoice_payment: `${amount} status ${payment} invoice_id`,
  invoiceitem: `${amount} plan interval ${lines} description invoice_id subscription_id`,
  credit_note: `${lines} plan interval status invoice_id`,
  subscription: `${amount} plan interval ${lines} description trial_end current_period_end cancel_at cancellation_reason cancellation_feedback status invoice_id subscription_id`,
  schedule: `price_ids product_ids status subscription_id`,
  'checkout.session': `${amount} checkout_mode payment_status payment_url plan interval ${lines} status payment_intent_id invoice_id subscription_id checkout_session_id`,
  quote: `${amount} plan interval ${lines} description quote_number status invoice_id subscription_id`,
  payment_method: card,
  card: `${card} status ${amount}`,
  other: `status ${payment} invoice_id subscription_id checkout_session_id`,
}

const subscriberRows: readonly Row[] = [
  ['first_name', 'First name', 'text'],
  ['last_name', 'Last name', 'text'],
  ['name', 'Full name', 'text'],
  ['email', 'E-mail address', 'text', 'always'],
  ['plan', 'Plan', 'text'],
  ['subscription_status', 'Subscription', 'text'],
  ['product_ids', 'Products', 'list'],
  ['lifetime_value_money', 'Lifetime value, written out', 'written'],
  ['lifetime_value', 'Lifetime value', 'money'],
  ['mrr_money', 'MRR, written out', 'written'],
  ['mrr', 'MRR', 'money'],
  ['currency', 'Currency', 'text'],
  ['user_group', 'User group', 'text'],
  ['tags', 'Tags', 'list'],
  ['unsubscribed', 'Unsubscribed', 'boolean', 'always'],
  ['created_at', 'Subscriber since', 'time', 'always'],
  ['customer_ids', 'Stripe customers', 'list'],
  ['id', 'Subscriber id', 'written', 'always'],
]

/** `of`: about which objects an event must be to have it; null = every event. */
export const eventFields = eventRows.map((row) => ({ field: field('event', row), of: objectsWith(row[0]) }))
export const subscriberFields = subscriberRows.map((row) => field('subscriber', row))
export const siteFields = [field('site', ['name', 'Site name', 'written', 'always'])]

function field(group: FieldGroup, [name, label, kind, always]: Row): Field {
  const known = Object.hasOwn(options, name) ? { options: options[name as keyof typeof options] } : {}
  const written = kind === 'written'
  return {
    path: `${group}.${name}`,
    label,
    group,
    kind: written ? 'text' : kind,
    operators: written ? [] : operatorsOf[kind],
    always: always !== undefined,
    ...known,
    ...(name === 'product_ids' && { products: true }),
  }
}

function objectsWith(name: string): ObjectKind[] | null {
  const objects = (Object.keys(namesOf) as ObjectKind[]).filter((kind) => namesOf[kind].split(' ').includes(name))
  return objects.length > 0 ? objects : null
}
