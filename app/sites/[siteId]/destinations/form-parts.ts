import type { ChoiceRow } from '@/components/destinations/choice-rows'
import type { FormField } from '@/components/destinations/config-fields'
import { eventGroups, everyEvent } from '@/lib/catalogue'
import type { DestinationKind } from '@/lib/destinations/destination'
import { fieldsOf } from '@/lib/destinations/fields'

/** What the browser needs of a kind's config: its types are functions, and they stay here. */
export const formFields = ({ config }: DestinationKind): FormField[] =>
  fieldsOf(config).map(({ name, label, hint, as }) => ({ name, label, as, ...(hint ? { hint } : {}) }))

/** The events a kind can hear: one that keeps people hears only what is about somebody. */
export const choiceRows = ({ needsPerson }: DestinationKind): ChoiceRow[] =>
  everyEvent
    .filter(({ group, person }) => group !== 'connection' && (person || !needsPerson))
    .map(({ type, label, group }) => ({ type, label, group }))

export const choiceGroups = eventGroups.filter(({ id }) => id !== 'connection')

/** What each type is called, for lists. */
export const typeLabels: Readonly<Record<string, string>> = Object.fromEntries(
  everyEvent.map(({ type, label }) => [type as string, label]),
)

/** A handful that shows what a receiver makes of each family; a select is no place for all of them. */
export const testTypes = [
  'charge.succeeded',
  'charge.failed',
  'charge.refunded',
  'customer.created',
  'customer.subscription.created',
  'customer.subscription.trial_will_end',
  'customer.subscription.deleted',
  'invoice.paid',
  'invoice.payment_failed',
  'checkout.session.completed',
].flatMap((type) => (typeLabels[type] ? [{ value: type, label: typeLabels[type] }] : []))
