import { toJsonNumber } from '@/lib/money'
import { type Contact, type ContactField, contactFields, type Mapping } from './destination'

export type ContactValue = string | number | boolean | null

/**
 * What is told about a person, under the names the team chose, and the fields it made itself, under the name `own` gives each there
 * (null: it cannot have one). A name of the first kind comes before one of the second. Null: there is none any more, so it is to be emptied there. What Stripe
 * alone knows (plan, status) is emptied; a name or group we do not know is left out, since the receiver may know it from elsewhere.
 */
export function contactValues(
  contact: Contact,
  mapping: Mapping,
  own: (name: string) => string | null,
): Record<string, ContactValue> {
  const values = valuesOf(contact)
  const mapped = contactFields.flatMap((field): [string, ContactValue][] => {
    const [name, value] = [mapping[field], values[field]]
    return name === null || value === undefined ? [] : [[name, value]]
  })
  const chosen = new Set(Object.values(mapping))
  const fields = Object.entries(contact.fields).flatMap(([name, value]): [string, ContactValue][] => {
    const there = own(name)
    return there === null || chosen.has(there) ? [] : [[there, value]]
  })
  return Object.fromEntries([...fields, ...mapped])
}

function valuesOf(contact: Contact): Record<ContactField, ContactValue | undefined> {
  return {
    first_name: contact.first_name ?? undefined,
    last_name: contact.last_name ?? undefined,
    lifetime_value: amount(contact.lifetime_value),
    currency: contact.currency ?? undefined,
    mrr: amount(contact.mrr),
    plan: contact.plan,
    subscription_status: contact.subscription_status,
    user_group: contact.user_group ?? undefined,
  }
}

/** A number, so that receivers can compare it; one too long to be exact as a number is left out. */
const amount = (decimal: string | null) => (decimal === null ? undefined : (toJsonNumber(decimal) ?? undefined))
