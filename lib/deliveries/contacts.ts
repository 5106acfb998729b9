import { createHash } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { destinationContacts } from '@/db/schema/destinations'
import type { Contact } from '@/lib/destinations/destination'
import { subscriberJson } from '@/lib/subscribers/json'
import { withCustomers } from '@/lib/subscribers/queries'
import { survivors } from '@/lib/subscribers/read-people'

export interface KnownContact {
  contact: Contact
  /** The receiver was told exactly this before. */
  isToldAlready: boolean
}

/** People as they are now, by the id asked for: a merged one is whoever took them over, a deleted one says so. */
export async function contactsOf(
  tx: Tx,
  teamId: TeamId,
  destinationId: string,
  subscriberIds: readonly string[],
): Promise<Map<string, KnownContact>> {
  if (subscriberIds.length === 0) return new Map()
  const people = await survivors(tx, teamId, subscriberIds)
  const rows = await withCustomers(tx, teamId, [...people.values()])
  const known = await tx
    .select({
      id: destinationContacts.subscriberId,
      email: destinationContacts.email,
      digest: destinationContacts.digest,
    })
    .from(destinationContacts)
    .where(
      and(
        eq(destinationContacts.teamId, teamId),
        eq(destinationContacts.destinationId, destinationId),
        inArray(destinationContacts.subscriberId, [...new Set([...people.values()].map((person) => person.id))]),
      ),
    )
  const told = new Map(known.map((row) => [row.id, row]))
  const contacts = new Map(
    rows.map((row) => {
      const before = told.get(row.id)
      const contact = contactOf(row, before?.email ?? null)
      return [row.id, { contact, isToldAlready: before?.digest === digestOf(contact) }]
    }),
  )
  return new Map(
    [...people].flatMap(([id, person]) => {
      const contact = contacts.get(person.id)
      return contact ? [[id, contact] as const] : []
    }),
  )
}

function contactOf(row: Parameters<typeof subscriberJson>[0], knownAs: string | null): Contact {
  const person = subscriberJson(row)
  return {
    subscriber_id: person.id,
    email: person.email,
    known_as: knownAs && knownAs !== person.email ? knownAs : null,
    name: person.name,
    first_name: person.first_name,
    last_name: person.last_name,
    customer_id: person.customer_ids[0] ?? null,
    currency: person.reporting_currency,
    lifetime_value: person.lifetime_value,
    mrr: person.mrr,
    plan: person.plan,
    subscription_status: person.subscription_status,
    user_group: person.user_group,
    tags: person.tags,
    former_tags: row.formerTags,
    fields: person.fields,
    unsubscribed: person.unsubscribed_at !== null,
    deleted: row.record.deletedAt !== null,
  }
}

/** Of all that a receiver is told of a person; the same again need not be sent. */
export function digestOf({ known_as: _, tags, former_tags, fields, ...contact }: Contact) {
  // Where there are none, nothing of them is told; so whoever had none before there were any is not told everything again.
  const said = [tags, former_tags, fields].map((some) => (Object.keys(some).length > 0 ? some : undefined))
  const told = said.some((some) => some) ? { ...contact, said } : contact
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

/** Remembers who was told what, so that the next change of address is one, and the same is not said twice. */
export async function rememberContacts(tx: Tx, teamId: TeamId, destinationId: string, told: readonly Contact[]) {
  const rows = [...new Map(told.map((contact) => [contact.subscriber_id, contact])).values()]
  if (rows.length === 0) return
  await tx
    .insert(destinationContacts)
    .values(
      rows
        .toSorted((a, b) => (a.subscriber_id < b.subscriber_id ? -1 : 1))
        .map((contact) => ({
          teamId,
          destinationId,
          subscriberId: contact.subscriber_id,
          email: contact.email,
          digest: digestOf(contact),
          sentAt: sql`now()`,
        })),
    )
    .onConflictDoUpdate({
      target: [destinationContacts.teamId, destinationContacts.destinationId, destinationContacts.subscriberId],
      set: { email: sql`excluded.email`, digest: sql`excluded.digest`, sentAt: sql`excluded.sent_at` },
    })
}
