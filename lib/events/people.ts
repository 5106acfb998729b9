import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { parties } from '@/db/schema/subscribers'
import { currentSubscribers } from '@/lib/subscribers/read-people'

/** As much of a subscriber as a row about them needs. */
export interface Person {
  id: string
  email: string
  name: string | null
}

interface About {
  siteId: SiteId
  livemode: boolean
  partyKey: string | null
}

/**
 * The people some events are about. An event knows its party, the party its subscriber of the event's site and mode, so
 * a rename or merge moves the events along without touching them.
 */
export async function peopleOf(tx: Tx, teamId: TeamId, rows: readonly About[]) {
  const keys = [...new Set(rows.flatMap((row) => (row.partyKey === null ? [] : [row.partyKey])))]
  const linked = keys.length === 0 ? [] : await partiesByKey(tx, teamId, keys)
  const known = await currentSubscribers(
    tx,
    teamId,
    linked.map((party) => party.subscriberId),
  )
  const byParty = new Map(linked.map((party) => [address(party.key, party), known.get(party.subscriberId)]))
  return {
    of(row: About): Person | null {
      const found = row.partyKey === null ? undefined : byParty.get(address(row.partyKey, row))
      return found ? { id: found.id, email: found.email, name: found.name } : null
    },
  }
}

function partiesByKey(tx: Tx, teamId: TeamId, keys: string[]) {
  return tx
    .select({
      key: parties.key,
      siteId: parties.siteId,
      livemode: parties.livemode,
      // Null while the customer has no address anywhere; the filter below leaves those out.
      subscriberId: sql<string>`${parties.subscriberId}`,
    })
    .from(parties)
    .where(and(eq(parties.teamId, teamId), inArray(parties.key, keys), isNotNull(parties.subscriberId)))
}

const address = (key: string, at: { siteId: SiteId; livemode: boolean }) => `${at.siteId} ${at.livemode} ${key}`
