/**
 * The story generator: what happens to merchants, told as Stripe's webhook events. A pure library over an in-memory
 * world with seeded ids and an injected clock; the sandbox, the tests and the bench all tell their stories with it.
 */
export * from './checkout'
export * from './customers'
export * from './disputes'
export * from './history'
export { declineInvoice, payInvoice, voidInvoice } from './invoices'
export { exponent, toMajor, toMinor } from './money'
export type { Charge } from './objects/charge'
export type { Customer } from './objects/customer'
export type { Dispute } from './objects/dispute'
export type { Subscription } from './objects/subscription'
export * from './others'
export {
  authorize,
  bankAnswers,
  capture,
  expireAuthorization,
  type PayOptions,
  pay,
  payByBank,
  paymentFails,
} from './payments'
export * from './periods'
export { addPrice, addProduct, priceLabel, priceNamed, stockShelves } from './prices'
export * from './quotes'
export * from './refunds'
export { inShape } from './shapes'
export {
  cancelAtPeriodEnd,
  cancelNow,
  changePlan,
  changeQuantity,
  keepAfterAll,
  pause,
  pauseCollection,
  resume,
  type SubscribeOptions,
  subscribe,
} from './subscriptions'
export * from './types'
export { createWorld, type World, type WorldOptions } from './world'
