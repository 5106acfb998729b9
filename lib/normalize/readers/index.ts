/** Shape readers: each knows every form Stripe ever used for its object. Pure, shared by catalogue, ledger and MRR. */
export { billingContact, type ChargeFacts, capturedAmount, readCharge, refundedByThis } from './charge'
export { type CustomerFacts, customerOf, readCustomer } from './customer'
export { type DiscountFacts, discountsOf, readDiscount } from './discount'
export { type DisputeFacts, readDispute } from './dispute'
export { invoiceContact, invoicePayment, invoiceSubscription, isPaid, paidOrDue } from './invoice'
export * from './json'
export { boughtLines, invoiceLines, type Line, mainLine, ownLine, subscriptionLines } from './lines'
export { ownPrice, type PriceFacts, priceOf } from './price'
export { type RefundFacts, readRefund } from './refund'
export type { Person, Snapshot } from './snapshot'
export {
  readSubscription,
  type SubscriptionFacts,
  type SubscriptionItemFacts,
  subscriptionAmount,
  subscriptionCurrency,
} from './subscription'
