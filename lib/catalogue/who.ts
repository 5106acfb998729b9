import {
  at,
  billingContact,
  customerOf,
  idOf,
  type Json,
  objectOf,
  type Person,
  readCustomer,
  type Snapshot,
  text,
} from '@/lib/normalize/readers'

interface Contact {
  email: string | null
  name: string | null
}

/** Readers of the person an event is about, from the payload alone. */
export const nobody = (): Person => ({ email: null, name: null, customer_id: null })
export const customer = ({ object }: Snapshot) => customerOf(object)

/** Where the object has its own contact, that comes before the expanded customer's. */
export function contactOr(contact: (object: Json) => Contact) {
  return ({ object }: Snapshot): Person => {
    const own = contact(object)
    const known = customerOf(object)
    return { email: own.email ?? known.email, name: own.name ?? known.name, customer_id: known.customer_id }
  }
}

/** A detached payment method names its customer only in what it was before. */
export const methodHolder = (snapshot: Snapshot): Person => {
  const holder = contactOr(billingContact)(snapshot)
  return { ...holder, customer_id: holder.customer_id ?? idOf(snapshot.previous.customer) }
}

/**
 * For objects without a person of their own: the one of the object they point to, where that is expanded, else the customer
 * they name themselves, as refunds do since 2026.
 */
export function through(field: string, contact: (object: Json) => Contact) {
  return ({ object, previous }: Snapshot): Person => {
    const there = contactOr(contact)({ type: field, object: objectOf(object[field]), previous })
    const own = customerOf(object)
    return {
      email: there.email ?? own.email,
      name: there.name ?? own.name,
      customer_id: there.customer_id ?? own.customer_id,
    }
  }
}

/** Several ways to the person, nearest first: each fills in what those before it did not know. */
export function firstKnown(...ways: ((snapshot: Snapshot) => Person)[]) {
  return (snapshot: Snapshot): Person =>
    ways.reduce<Person>(
      (known, way) => {
        if (known.email && known.name && known.customer_id) return known
        const { email, name, customer_id } = way(snapshot)
        return {
          email: known.email ?? email,
          name: known.name ?? name,
          customer_id: known.customer_id ?? customer_id,
        }
      },
      { email: null, name: null, customer_id: null },
    )
}

export const self = ({ object }: Snapshot): Person => {
  const { id, email, name } = readCustomer(object)
  return { email, name, customer_id: id }
}

export const sessionContact = (session: Json) => ({
  email: text(at(session, 'customer_details', 'email')) ?? text(session.customer_email),
  name: text(at(session, 'customer_details', 'name')) ?? text(at(session, 'customer_details', 'individual_name')),
})
export const noContact = (): Contact => ({ email: null, name: null })
export const receiptContact = (object: Json) => ({ email: text(object.receipt_email), name: null })
export const ownerContact = (source: Json) => ({
  email: text(at(source, 'owner', 'email')),
  name: text(at(source, 'owner', 'name')),
})
