import {
  addCustomer,
  authorize,
  checkout,
  checkoutByBank,
  checkoutExpires,
  type PayOptions,
  pay,
  payByBank,
  paymentFails,
  type StripeEvent,
} from '../story/index'
import type { Input } from './input'
import type { Group } from './types'

export const payments: Group = {
  id: 'payments',
  title: 'A customer pays',
  fields: [
    { name: 'customer', label: 'Who', kind: 'buyer' },
    { name: 'email', label: 'E-mail', kind: 'email' },
    { name: 'name', label: 'Name', kind: 'name' },
    { name: 'amount', label: 'Amount', kind: 'amount' },
    { name: 'currency', label: 'Currency', kind: 'currency' },
    { name: 'description', label: 'Description', kind: 'text', optional: true },
  ],
  actions: [
    { id: 'pay', label: 'Pay', run: (input) => buy(input, pay) },
    { id: 'authorize', label: 'Authorize only', run: (input) => buy(input, authorize) },
    { id: 'payment_fails', label: 'Card is declined', run: (input) => buy(input, paymentFails) },
    { id: 'pay_by_bank', label: 'Pay by bank debit', run: (input) => buy(input, payByBank) },
    { id: 'checkout', label: 'Checkout completed', run: (input) => checkout(input.world, basket(input)) },
    {
      id: 'checkout_by_bank',
      label: 'Checkout by bank debit',
      run: (input) => checkoutByBank(input.world, basket(input)),
    },
    { id: 'checkout_expires', label: 'Checkout left', run: (input) => checkoutExpires(input.world, basket(input)) },
  ],
}

/** The customer comes first when they are new; a guest leaves their address on the charge only. */
function buy(input: Input, act: (world: Input['world'], options: PayOptions) => StripeEvent[]): StripeEvent[] {
  const { world } = input
  const currency = input.currency()
  const description = input.text('description')
  const order = { amount: input.amount(currency) ?? 4900, currency, description }
  const { id, person, events } = buyer(input)
  const address = id === null ? { ...person, receiptEmail: person.email } : { email: person.email, name: person.name }
  return [...events, ...act(world, { ...order, ...address, customer: id })]
}

/**
 * Who pays: `customer` is an id, "new" or "guest". Left out, it is the customer with that e-mail, or a new one.
 * Exported for whoever else needs a customer.
 */
export function buyer(input: Input) {
  const { world } = input
  const choice = input.text('customer')
  if (choice === 'guest') return { id: null, person: input.person(), events: [] }
  const email = input.text('email')
  const customers = Object.values(world.rows.customers)
  const known = choice === null && email !== null ? customers.findLast((row) => row.email === email) : undefined
  const id = choice === null || choice === 'new' ? known?.id : choice
  const existing = id === undefined ? undefined : world.rows.customers[id]
  if (id !== undefined)
    return { id, person: { email: existing?.email ?? null, name: existing?.name ?? null }, events: [] }
  const person = input.person()
  const { customer, events } = addCustomer(world, person)
  return { id: customer.id, person, events }
}

function basket(input: Input) {
  const currency = input.currency()
  const choice = input.text('customer')
  const existing = choice === null ? undefined : input.world.rows.customers[choice]
  return {
    amount: input.amount(currency) ?? 4900,
    currency,
    person: existing === undefined ? input.person() : { email: existing.email, name: existing.name },
    customer: existing?.id ?? choice !== 'guest',
    ...(input.text('description') === null ? {} : { description: input.text('description') ?? '' }),
  }
}
