import { and, eq, inArray, min } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { ledger } from '@/db/schema/money'
import { connectionOf } from './party'
import type { SubscriberRecord } from './read-people'

/**
 * When the first of the Stripe accounts a person is known from was connected: how far back their figures reach. Null when
 * there is none. Not the accounts that point to the site today: those may have moved here, and this person's may have left.
 */
export async function knownSince(
  tx: Tx,
  teamId: TeamId,
  person: SubscriberRecord,
  partyKeys: readonly string[],
): Promise<Date | null> {
  const ids = new Set(partyKeys.flatMap((key) => connectionOf(key) ?? []))
  const guests = partyKeys.filter((key) => connectionOf(key) === null)
  for (const id of await connectionsOfGuests(tx, teamId, person, guests)) ids.add(id)
  if (ids.size === 0) return null

  const [first] = await tx
    .select({ at: min(connections.firstConnectedAt) })
    .from(connections)
    .where(and(eq(connections.teamId, teamId), inArray(connections.id, [...ids])))
  return first?.at ?? null
}

/** A guest's key names an address and no account: their charges do. */
async function connectionsOfGuests(
  tx: Tx,
  teamId: TeamId,
  { siteId, livemode }: SubscriberRecord,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await tx
    .selectDistinct({ id: ledger.connectionId })
    .from(ledger)
    .where(
      and(
        eq(ledger.teamId, teamId),
        inArray(ledger.partyKey, [...keys]),
        eq(ledger.siteId, siteId),
        eq(ledger.livemode, livemode),
      ),
    )
  return rows.map(({ id }) => id)
}
