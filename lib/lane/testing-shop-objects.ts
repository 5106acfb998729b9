import { type Payment, prices, type Sub } from './testing-shop-people'
import { charge, start } from './testing-stripe'

/** What the shop has, as Stripe shows it. */
export const chargeOf = (one: Payment) =>
  charge(one.id, one.amount, {
    customer: one.customer,
    currency: one.currency,
    amount_refunded: one.refunded,
    billing_details: { email: null, name: null },
  })

export function subscriptionOf(sub: Sub) {
  const price = prices[sub.price]
  const recurring = { interval: price.interval, interval_count: 1, usage_type: 'licensed' }
  const data = {
    id: `si_${sub.id}`,
    object: 'subscription_item',
    quantity: sub.quantity,
    price: {
      id: sub.price,
      object: 'price',
      product: price.product,
      nickname: null,
      currency: price.currency,
      unit_amount: price.amount,
      recurring,
    },
  }
  return {
    id: sub.id,
    object: 'subscription',
    customer: sub.customer,
    status: sub.status,
    currency: price.currency,
    start_date: start + sub.started,
    items: { object: 'list', data: [data] },
  }
}
