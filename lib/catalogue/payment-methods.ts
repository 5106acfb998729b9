import { defineEvent, off, type Shape } from './define'
import { paymentMethod } from './examples'
import { shapes } from './shapes'

const source = {
  object: 'source',
  id: 'src_ada',
  amount: null,
  currency: 'usd',
  customer: 'cus_ada',
  metadata: {},
  owner: { email: 'ada@example.com', name: 'Ada Lovelace' },
  type: 'card',
}

/** Cards and other ways to pay. Useful for "your card expires", noisy otherwise, so they start switched off. */
export const paymentMethods = [
  method('payment_method.attached', 'Payment method added', 'A customer saved a card or another way to pay.'),
  defineEvent({
    ...shapes.paymentMethod,
    type: 'payment_method.detached',
    label: 'Payment method removed',
    why: 'A card or another way to pay was removed: ask for a new one before the next renewal.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: { ...paymentMethod, customer: null },
    examplePrevious: { customer: 'cus_ada' },
  }),
  method('payment_method.updated', 'Payment method updated', 'A saved card or its address changed.'),
  method(
    'payment_method.automatically_updated',
    'Card renewed by the bank',
    'The bank replaced a saved card by itself.',
  ),
  stored('created', 'Card added (older form)', 'A card was saved the older way.'),
  stored('updated', 'Card updated (older form)', 'A card saved the older way changed.'),
  stored('deleted', 'Card removed (older form)', 'A card saved the older way was removed.'),
  stored('expiring', 'Card expires soon', 'A card saved the older way expires this month: ask for a new one.'),
  defineEvent({
    ...shapes.mandate,
    type: 'mandate.updated',
    label: 'Debit mandate updated',
    why: 'A customer’s permission for bank debits changed or ended.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: { object: 'mandate', id: 'mandate_ada', payment_method: 'pm_ada', status: 'inactive', type: 'multi_use' },
  }),
]

function method<const T extends string>(type: T, label: string, why: string) {
  return row(type, shapes.paymentMethod, label, why, paymentMethod)
}

function stored<const V extends string>(verb: V, label: string, why: string) {
  return row(`customer.source.${verb}`, shapes.source, label, why, source)
}

function row<const T extends string>(type: T, shape: Shape, label: string, why: string, example: object) {
  return defineEvent({
    ...shape,
    type,
    label,
    why,
    group: 'more',
    advanced: true,
    defaults: off,
    example: { ...example },
  })
}
