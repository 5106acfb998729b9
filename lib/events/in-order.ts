/** The order of docs/normalized-event.md, in which the command line prints an event; jsonb keeps one of its own. */
const order = [
  ['name', 'type', 'outcome', 'reason', 'stripe_event_id', 'stripe_account', 'api_version', 'livemode', 'occurred_at'],
  ['subscriber', 'email', 'customer_id', 'value', 'amount', 'minor', 'currency'],
  ['charge_id', 'payment_intent_id', 'invoice_id', 'subscription_id', 'checkout_session_id'],
  ['price_ids', 'product_ids', 'plan', 'interval', 'description', 'quantity', 'items', 'metadata'],
].flat()

/** A normalized event with its fields in the order people read them. Fields we do not know come last; metadata is the merchant's and stays. */
export function inOrder<T>(value: T): T {
  return arranged(value) as T
}

function arranged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(arranged)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, key === 'metadata' ? inner : arranged(inner)] as const,
  )
  return Object.fromEntries(entries.sort(([a], [b]) => placeOf(a) - placeOf(b)))
}

function placeOf(key: string): number {
  const place = order.indexOf(key)
  return place === -1 ? order.length : place
}
