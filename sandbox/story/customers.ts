import { type Customer, newCustomer } from './objects/customer'
import { endSubscription } from './subscriptions'
import type { Fields, StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** Who pays: a customer of the account, or nobody the account knows. */
export type Person = { email: string | null; name: string | null }

/** `customer.created`. Either part of the person may be null, as in Stripe. */
export function createCustomer(world: World, person: Person, metadata: Fields = {}): StripeEvent[] {
  return addCustomer(world, person, metadata).events
}

/** The same, with the customer at hand for what follows. */
export function addCustomer(world: World, person: Person, metadata: Fields = {}) {
  const customer = newCustomer(world, { ...person, metadata })
  world.rows.customers[customer.id] = customer
  return { customer, events: emit(world, 'customer.created', customer) }
}

/** `customer.updated` with what changed; no event when nothing did. */
export function updateCustomer(world: World, id: string, patch: Partial<Person>): StripeEvent[] {
  const customer = find(world, 'customers', id)
  const previous = change<Customer>(customer, patch)
  return Object.keys(previous).length === 0 ? [] : emit(world, 'customer.updated', customer, previous)
}

/** `customer.deleted`, with the whole last object; what is still subscribed ends first. Charges stay. */
export function deleteCustomer(world: World, id: string): StripeEvent[] {
  const customer = find(world, 'customers', id)
  const running = Object.values(world.rows.subscriptions).filter((row) => row.customer === id && row.ended_at === null)
  const ended = running.flatMap((subscription) => endSubscription(world, subscription, null))
  delete world.rows.customers[id]
  world.deleted.push(id)
  return [...ended, ...emit(world, 'customer.deleted', customer)]
}
