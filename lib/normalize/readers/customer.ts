import { at, bool, currencyOf, idOf, type Json, text } from './json'
import type { Person } from './snapshot'

export interface ReadCustomer {
  id: string | null
  email: string | null
  name: string | null
  /** Of its invoices so far; null before the first. */
  currency: string | null
  deleted: boolean
  delinquent: boolean | null
}

/** A Customer, or the stub `{id, deleted: true}` that is left of one. */
export function readCustomer(customer: Json): ReadCustomer {
  return {
    id: idOf(customer),
    email: text(customer.email),
    name: customerName(customer),
    currency: currencyOf(customer.currency),
    deleted: bool(customer.deleted) === true,
    delinquent: bool(customer.delinquent),
  }
}

/** Since clover a customer may have an `individual_name` instead of a name. */
export function customerName(customer: Json): string | null {
  return text(customer.name) ?? text(customer.individual_name)
}

/** The person of any object with a `customer` (a tax id's may stand in `owner`): its id, and address and name where the customer is expanded. */
export function customerOf(object: Json): Person {
  const email = text(at(object, 'customer', 'email'))
  const name = text(at(object, 'customer', 'name')) ?? text(at(object, 'customer', 'individual_name'))
  return { email, name, customer_id: idOf(object.customer) ?? idOf(at(object, 'owner', 'customer')) }
}
