import { bigSpender } from './big-spender'
import { checkoutBuyers, checkoutBuyersLater } from './checkout-buyers'
import { newCustomer } from './new-customer'
import { paymentFailed } from './payment-failed'
import { paymentSuccessful } from './payment-successful'
import { quoteAccepted } from './quote-accepted'
import { refundFollowUp } from './refund-follow-up'
import { subscriptionCreated } from './subscription-created'
import { syncCustomerChanges, syncCustomers } from './sync-customers'
import type { FlowTemplate } from './template'
import { trialEnding } from './trial-ending'
import { winBack } from './win-back'

export type { FlowTemplate } from './template'

/** The gallery, in its order. What another one needs is in CONTRIBUTING.md, "Add a flow template". */
export const templates: readonly FlowTemplate[] = [
  paymentFailed,
  paymentSuccessful,
  newCustomer,
  checkoutBuyers,
  checkoutBuyersLater,
  subscriptionCreated,
  trialEnding,
  quoteAccepted,
  refundFollowUp,
  winBack,
  bigSpender,
  syncCustomers,
  syncCustomerChanges,
]

export const templateOf = (key: string): FlowTemplate | undefined => templates.find((template) => template.key === key)
