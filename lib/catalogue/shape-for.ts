import { idOf, invoiceSubscription, type Json, priceOf, text } from '@/lib/normalize/readers'
import type { CatalogueRow, Shape } from './define'
import { idIn, present, shapes } from './shapes'

/**
 * How to read an object: as its row says, unless the object says it is something else (a charge in an invoice's event, an
 * account in a customer's), which is then believed, so that no id, amount or person gets the wrong name. Without a row: by
 * what the object says it is, else by the fields most objects share.
 */
export function shapeFor(object: Json, row: Pick<CatalogueRow, keyof Shape | 'example'> | undefined): Shape {
  const kind = text(object.object)
  const said = kind === null ? undefined : byObject.get(kind)
  if (!row) return said ?? unknown
  if (kind === null || kind === row.example.object) return row
  return said?.about === row.about ? row : (said ?? unknown)
}

/** An object we have no shape for (an application fee, an order): still, what it names by Stripe's usual fields. */
const unknown: Shape = {
  ...shapes.ofCustomer,
  about: {
    charge: idIn('charge'),
    paymentIntent: idIn('payment_intent'),
    invoice: idIn('invoice'),
    subscription: ({ object }) => invoiceSubscription(object),
    checkoutSession: idIn('checkout_session'),
    prices: ({ object }) => present([priceOf(object).priceId]),
    products: ({ object }) => present([idOf(object.product) ?? priceOf(object).productId]),
  },
}

const byObject: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['charge', shapes.charge],
  ['refund', shapes.refund],
  ['dispute', shapes.dispute],
  ['payment_intent', shapes.paymentIntent],
  ['payment_method', shapes.paymentMethod],
  ['source', shapes.source],
  ['card', shapes.ofCustomer],
  ['bank_account', shapes.ofCustomer],
  ['tax_id', shapes.ofCustomer],
  ['setup_intent', shapes.setupIntent],
  ['checkout.session', shapes.checkoutSession],
  ['customer', shapes.customer],
  ['customer_cash_balance_transaction', shapes.cashBalance],
  ['subscription', shapes.subscription],
  ['subscription_schedule', shapes.schedule],
  ['invoice', shapes.invoice],
  ['invoice_payment', shapes.invoicePayment],
  ['invoiceitem', shapes.invoiceItem],
  ['credit_note', shapes.creditNote],
  ['discount', shapes.discount],
  ['mandate', shapes.mandate],
  ['quote', shapes.quote],
  ['price', shapes.price],
  ['plan', shapes.plan],
  ['product', shapes.product],
])
