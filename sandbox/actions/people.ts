import {
  acceptQuote,
  cancelQuote,
  createCustomer,
  deleteCustomer,
  liveTogether,
  StoryError,
  sendQuote,
  unknownEvent,
  updateCustomer,
} from '../story/index'
import type { Input } from './input'
import { buyer } from './payments'
import type { Group } from './types'

export const customers: Group = {
  id: 'customers',
  title: 'Customers',
  fields: [
    { name: 'customer', label: 'Customer', kind: 'customer', optional: true },
    { name: 'email', label: 'E-mail', kind: 'email' },
    { name: 'name', label: 'Name', kind: 'name' },
  ],
  actions: [
    { id: 'create_customer', label: 'Create', run: (input) => createCustomer(input.world, input.person()) },
    {
      id: 'create_customer_without_email',
      label: 'Create without e-mail',
      run: (input) => createCustomer(input.world, { ...input.person(), email: null }),
    },
    { id: 'rename_customer', label: 'Rename', run: (input) => changed(input, { name: input.person().name }) },
    { id: 'change_email', label: 'Change e-mail', run: (input) => changed(input, { email: input.person().email }) },
    { id: 'delete_customer', label: 'Delete', run: (input) => deleteCustomer(input.world, existing(input)) },
  ],
}

export const quotes: Group = {
  id: 'quotes',
  title: 'Quotes',
  fields: [
    { name: 'customer', label: 'For whom', kind: 'buyer' },
    { name: 'price', label: 'Plan', kind: 'price' },
    { name: 'quote', label: 'Open quote', kind: 'quote', optional: true },
  ],
  actions: [
    { id: 'send_quote', label: 'Finalize and send', run: sendOne },
    { id: 'quote_accepted', label: 'Accepted', run: (input) => acceptQuote(input.world, openQuote(input)) },
    { id: 'quote_canceled', label: 'Canceled', run: (input) => cancelQuote(input.world, openQuote(input)) },
  ],
}

export const others: Group = {
  id: 'others',
  title: 'Everything else',
  fields: [{ name: 'type', label: 'Type of an unknown event', kind: 'text', optional: true }],
  actions: [
    {
      id: 'unknown_event',
      label: 'Event nobody knows',
      run: (input) => unknownEvent(input.world, input.text('type') ?? undefined),
    },
    {
      id: 'busy_hour',
      label: 'A busy hour (20 customers)',
      run: (input) => liveTogether(input.world, input.number('customers') ?? 20),
    },
  ],
}

function sendOne(input: Input) {
  const price = input.price()
  const { id, events } = buyer(input)
  if (id === null) throw new StoryError('A quote needs a customer, not a guest')
  return [...events, ...sendQuote(input.world, id, price)]
}

function changed(input: Input, patch: Parameters<typeof updateCustomer>[2]) {
  const events = updateCustomer(input.world, existing(input), patch)
  if (events.length === 0) throw new StoryError('That changes nothing')
  return events
}

/** The chosen customer, or the newest. */
function existing(input: Input): string {
  return input.one('customer', Object.values(input.world.rows.customers))
}

function openQuote(input: Input): string {
  return input.one(
    'quote',
    Object.values(input.world.rows.quotes).filter((quote) => quote.status === 'open'),
  )
}
