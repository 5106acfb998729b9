/** Shape readers: each knows every form Stripe ever used for its object. Pure, shared by catalogue, ledger and MRR. */
export { billingContact, capturedAmount, type ReadCharge, readCharge, refundedByThis } from './charge'
export { customerOf, type ReadCustomer, readCustomer } from './customer'
export { discountsOf, type ReadDiscount, readDiscount } from './discount'
export { type ReadDispute, readDispute } from './dispute'
export { invoiceContact, invoiceCurrency, invoicePayment, invoiceSubscription, isPaid, paidOrDue } from './invoice'
export * from './json'
export { boughtLines, invoiceLines, type Line, mainLine, ownLine, subscriptionItems, subscriptionLines } from './lines'
export { ownPrice, priceOf, type ReadPrice } from './price'
export { type ReadRefund, readRefund } from './refund'
export type { Person, Snapshot } from './snapshot'
export {
  type ReadSubscription,
  type ReadSubscriptionItem,
  readSubscription,
  subscriptionAmount,
  subscriptionCurrency,
  yearlyCost,
} from './subscription'
