import {
  at,
  billingContact,
  boughtLines,
  idOf,
  invoiceContact,
  invoiceCurrency,
  invoiceLines,
  invoicePayment,
  invoiceSubscription,
  type Json,
  listOf,
  objectOf,
  ownLine,
  ownPrice,
  paidOrDue,
  type Snapshot,
  subscriptionAmount,
  subscriptionCurrency,
  subscriptionLines,
} from '@/lib/normalize/readers'
import { amountIn, money, nothing, unitAmount } from './amounts'
import type { Shape } from './define'
import {
  contactOr,
  customer,
  firstKnown,
  methodHolder,
  nobody,
  noContact,
  ownerContact,
  receiptContact,
  self,
  sessionContact,
  through,
} from './who'

const own = ({ object }: Snapshot) => idOf(object)
const ownIds = ({ object }: Snapshot) => present([idOf(object)])

/** Reads the id at a path of field names. */
export function idIn(...path: string[]) {
  return ({ object }: Snapshot) => idOf(at(object, ...path))
}

export function present(ids: (string | null)[]): string[] {
  return ids.filter((id) => id !== null)
}

/** A PaymentIntent's charge: `latest_charge`, before 2022 the first of the embedded ones. */
const latestCharge = ({ object }: Snapshot) => chargeOf(object)
const chargeOf = (intent: Json) => idOf(intent.latest_charge) ?? idOf(listOf(intent.charges)[0])

/** The charge an object names, else that of its payment intent where it is expanded. */
function chargeIn(object: Json): string | null {
  return idOf(object.charge) ?? chargeOf(objectOf(object.payment_intent))
}

/** The payment intent an object names, else that of its charge where it is expanded. */
function intentIn(object: Json): string | null {
  return idOf(object.payment_intent) ?? idOf(objectOf(object.charge).payment_intent)
}

/** What money that came back names, and whose it was: see `through`. */
const ofPayment = () => ({
  about: {
    charge: ({ object }: Snapshot) => chargeIn(object),
    paymentIntent: ({ object }: Snapshot) => intentIn(object),
  },
  who: firstKnown(through('charge', billingContact), through('payment_intent', receiptContact)),
})

/** An object that only names its customer. */
const ofCustomer: Shape = { who: customer, whom: 'The customer', value: nothing, about: {} }
/** An object of the merchant's own catalogue or account. */
const impersonal: Shape = { who: nobody, whom: 'Nobody', value: nothing, about: {} }

const price: Shape = {
  who: nobody,
  whom: 'Nobody',
  value: unitAmount,
  about: {
    prices: ownIds,
    products: ({ object }) => present([ownPrice(object).productId]),
    plan: ({ object }) => ownPrice(object),
  },
}

/** How each Stripe object is read, by the name Stripe gives it in `object`. */
export const shapes = {
  charge: {
    who: firstKnown(contactOr(billingContact), through('invoice', invoiceContact)),
    whom: 'The customer; a guest by the address given with the payment',
    value: amountIn('amount'),
    about: { charge: own, paymentIntent: idIn('payment_intent'), invoice: idIn('invoice') },
  },
  refund: {
    ...ofPayment(),
    whom: 'The customer, else whoever made the payment',
    value: amountIn('amount'),
  },
  dispute: {
    ...ofPayment(),
    whom: 'Whoever made the payment',
    value: amountIn('amount'),
  },
  /** Early fraud warnings and reviews. */
  warning: {
    ...ofPayment(),
    whom: 'Whoever made the payment',
    value: nothing,
  },
  paymentIntent: {
    who: contactOr(receiptContact),
    whom: 'The customer; a guest by the receipt’s address',
    value: amountIn('amount'),
    about: { paymentIntent: own, charge: latestCharge, invoice: idIn('invoice') },
  },
  setupIntent: ofCustomer,
  paymentMethod: { who: methodHolder, whom: 'The customer it is saved for', value: nothing, about: {} },
  source: { who: contactOr(ownerContact), whom: 'The customer it is saved for', value: amountIn('amount'), about: {} },
  mandate: {
    who: through('payment_method', billingContact),
    whom: 'Whoever the payment method belongs to',
    value: nothing,
    about: {},
  },
  checkoutSession: {
    who: contactOr(sessionContact),
    whom: 'The customer; a guest by the address typed at checkout',
    value: amountIn('amount_total'),
    about: {
      checkoutSession: own,
      paymentIntent: idIn('payment_intent'),
      invoice: idIn('invoice'),
      subscription: idIn('subscription'),
      lines: ({ object }) => boughtLines(object),
    },
  },
  customer: { who: self, whom: 'The customer', value: nothing, about: {} },
  discount: {
    who: customer,
    whom: 'The customer',
    value: nothing,
    about: {
      subscription: idIn('subscription'),
      invoice: idIn('invoice'),
      checkoutSession: idIn('checkout_session'),
    },
  },
  ofCustomer,
  /** What moved in a cash balance, and for which payment. */
  cashBalance: {
    ...ofCustomer,
    about: {
      paymentIntent: ({ object }) =>
        idOf(at(object, 'applied_to_payment', 'payment_intent')) ??
        idOf(at(object, 'unapplied_from_payment', 'payment_intent')),
    },
  },
  subscription: {
    who: customer,
    whom: 'The customer',
    value: ({ object }) => money(subscriptionAmount(object), subscriptionCurrency(object)),
    about: { subscription: own, lines: ({ object }) => subscriptionLines(object) },
  },
  schedule: {
    who: customer,
    whom: 'The customer',
    value: nothing,
    about: {
      subscription: ({ object }) => idOf(object.subscription) ?? idOf(object.released_subscription),
      prices: ({ object }) => phaseIds(object),
    },
  },
  invoice: {
    who: contactOr(invoiceContact),
    whom: 'The customer, by the invoice’s address',
    value: ({ object }) => money(paidOrDue(object), invoiceCurrency(object)),
    about: {
      invoice: own,
      charge: ({ object }) => invoicePayment(object, 'charge'),
      paymentIntent: ({ object }) => invoicePayment(object, 'payment_intent'),
      subscription: ({ object }) => invoiceSubscription(object),
      lines: ({ object }) => invoiceLines(object),
    },
  },
  invoicePayment: {
    who: through('invoice', invoiceContact),
    whom: 'Whoever the invoice is for',
    value: amountIn('amount_paid'),
    about: {
      invoice: idIn('invoice'),
      charge: ({ object }) => chargeIn(objectOf(object.payment)),
      paymentIntent: idIn('payment', 'payment_intent'),
      subscription: ({ object }) => invoiceSubscription(object) ?? invoiceSubscription(objectOf(object.invoice)),
    },
  },
  invoiceItem: {
    who: customer,
    whom: 'The customer',
    value: amountIn('amount'),
    about: {
      invoice: idIn('invoice'),
      subscription: ({ object }) => invoiceSubscription(object),
      lines: ({ object }) => ownLine(object),
    },
  },
  creditNote: {
    who: customer,
    whom: 'The customer',
    value: nothing,
    about: { invoice: idIn('invoice'), lines: ({ object }) => boughtLines(object) },
  },
  quote: {
    who: customer,
    whom: 'The customer',
    value: amountIn('amount_total'),
    about: {
      invoice: idIn('invoice'),
      subscription: idIn('subscription'),
      lines: ({ object }) => boughtLines(object),
    },
  },
  /** A credit balance transaction names its customer through the grant. */
  creditTransaction: {
    who: through('credit_grant', noContact),
    whom: 'The customer of the credit',
    value: nothing,
    about: { invoice: idIn('debit', 'credits_applied', 'invoice') },
  },
  price,
  plan: price,
  product: { who: nobody, whom: 'Nobody', value: nothing, about: { products: ownIds } },
  impersonal,
} as const satisfies Record<string, Shape>

/** Prices of all phases of a schedule, which names them by id (`plan` before 2020). */
function phaseIds(schedule: Json): string[] {
  const items = listOf(schedule.phases).flatMap((phase) => listOf(phase.items ?? phase.plans))
  return present(items.map((item) => idOf(item.price) ?? idOf(item.plan)))
}
