import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type PartyEdits, parties, subscribers } from '@/db/schema/subscribers'
import { emailKeyOf } from '@/lib/subscribers/party'

export type SubscriberRecord = typeof subscribers.$inferSelect

/** A merge into a merge into a merge is as deep as people get; past it something is wrong, and we stop looking. */
const deepestMerge = 8

/**
 * Who some subscriber ids stand for today, by the id asked for: a merged row leads to the one that took it over, a
 * deleted one to nobody.
 */
export async function currentSubscribers(
  tx: Tx,
  teamId: TeamId,
  ids: readonly string[],
): Promise<Map<string, SubscriberRecord>> {
  const all = await survivors(tx, teamId, ids)
  for (const [id, row] of all) if (row.deletedAt !== null) all.delete(id)
  return all
}

/** The same with the deleted, for whoever still has to be told that they are. */
export async function survivors(
  tx: Tx,
  teamId: TeamId,
  ids: readonly string[],
): Promise<Map<string, SubscriberRecord>> {
  const known = new Map<string, SubscriberRecord>()
  let missing = [...new Set(ids)]
  for (let hop = 0; missing.length > 0 && hop < deepestMerge; hop++) {
    const rows = await tx
      .select()
      .from(subscribers)
      .where(and(eq(subscribers.teamId, teamId), inArray(subscribers.id, missing)))
    for (const row of rows) known.set(row.id, row)
    missing = rows.flatMap((row) => (row.mergedInto && !known.has(row.mergedInto) ? [row.mergedInto] : []))
  }
  const current = new Map<string, SubscriberRecord>()
  for (const id of ids) {
    const row = survivor(known, id)
    if (row) current.set(id, row)
  }
  return current
}

/** Ids of the subscribers with that address on a site, in both modes; merged ones lead to their survivor. */
export async function subscribersWithEmail(tx: Tx, teamId: TeamId, siteId: SiteId, email: string): Promise<string[]> {
  const rows = await tx
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(
      and(
        eq(subscribers.teamId, teamId),
        eq(subscribers.siteId, siteId),
        // Both modes by name: the unique index has the mode before the address.
        inArray(subscribers.livemode, [true, false]),
        eq(subscribers.emailKey, emailKeyOf(email)),
      ),
    )
  const current = await currentSubscribers(
    tx,
    teamId,
    rows.map((row) => row.id),
  )
  return [...new Set([...current.values()].map((row) => row.id))]
}

/** The Stripe customers and guest addresses that are these subscribers, with the mode they are it in. */
export async function partiesOf(tx: Tx, teamId: TeamId, subscriberIds: readonly string[]) {
  if (subscriberIds.length === 0) return []
  return tx
    .select({
      key: parties.key,
      livemode: parties.livemode,
      subscriberId: parties.subscriberId,
      /** What was said of its tags; null for nothing, as mostly. */
      tags: sql<PartyEdits['tags'] | null>`${parties.edits}->'tags'`,
    })
    .from(parties)
    .where(and(eq(parties.teamId, teamId), inArray(parties.subscriberId, [...subscriberIds])))
}

/** The Stripe customer of a party key `cus:<connection uuid>:<customer>`; null for a guest's. */
export function customerOf(partyKey: string): string | null {
  return partyKey.startsWith('cus:') ? partyKey.slice('cus:'.length + 36 + 1) : null
}

function survivor(known: Map<string, SubscriberRecord>, id: string): SubscriberRecord | undefined {
  let row = known.get(id)
  for (let hop = 0; row?.mergedInto && hop < deepestMerge; hop++) row = known.get(row.mergedInto)
  return row?.mergedInto ? undefined : row
}
