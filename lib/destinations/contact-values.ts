import { toJsonNumber } from '@/lib/money'
import { type Contact, type ContactField, contactFields, type Mapping } from './destination'

export type ContactValue = string | number | null

/**
 * What is told about a person, under the names the team chose. Null: there is none any more, so it is to be emptied there. What Stripe
 * alone knows (plan, status) is emptied; a name or group we do not know is left out, since the receiver may know it from elsewhere.
 */
export function contactValues(contact: Contact, mapping: Mapping): Record<string, ContactValue> {
  const values = valuesOf(contact)
  return Object.fromEntries(
    contactFields.flatMap((field) => {
      const [name, value] = [mapping[field], values[field]]
      return name === null || value === undefined ? [] : [[name, value]]
    }),
  )
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
