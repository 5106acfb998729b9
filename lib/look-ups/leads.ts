import type { FactValue } from '@/lib/facts/fact'
import { idOf, type Json, type Person } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'

/** The objects through which a person can be found. */
export const leadKinds = ['customer', 'charge', 'payment_intent', 'invoice', 'payment_method', 'credit_grant'] as const

export type LeadKind = (typeof leadKinds)[number]

/** Ids by what they name. */
export type Leads = Partial<Record<LeadKind, string>>

/** What an event or an answer names that may lead to its person. */
export function leadsOf({
  normalized,
  object,
  person,
}: {
  normalized: NormalizedEvent
  object: Json
  person: Person
}): Leads {
  return present({
    customer: person.customer_id,
    charge: normalized.charge_id,
    payment_intent: normalized.payment_intent_id,
    invoice: normalized.invoice_id,
    payment_method: object.object === 'mandate' ? idOf(object.payment_method) : null,
    credit_grant: idOf(object.credit_grant),
  })
}

/** The leads a `looked_up` fact kept. */
export function leadsIn(value: FactValue): Leads {
  const leads = value.leads
  if (typeof leads !== 'object' || leads === null || Array.isArray(leads)) return {}
  return present(Object.fromEntries(leadKinds.map((kind) => [kind, idOf(leads[kind])])))
}

function present(ids: Partial<Record<LeadKind, string | null>>): Leads {
  const leads: Leads = {}
  for (const kind of leadKinds) {
    const id = ids[kind]
    if (id) leads[kind] = id
  }
  return leads
}
