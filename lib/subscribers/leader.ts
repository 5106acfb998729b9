import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { parties } from '@/db/schema/subscribers'
import { guestKey } from './party'
import { customerOf, type SubscriberRecord } from './read-people'

/** The party that stands for a subscriber: one that was not merged itself, a customer before a guest, the first one known. */
export async function leaderOf(tx: Tx, person: SubscriberRecord): Promise<string> {
  const own = (await partiesWith(tx, person.teamId, person.id)).filter((party) => party.movedTo === null)
  const [leader] = [...own].sort(
    (a, b) =>
      Number(customerOf(b.key) !== null) - Number(customerOf(a.key) !== null) ||
      a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
      (a.key < b.key ? -1 : 1),
  )
  return leader?.key ?? guestKey(person.emailKey)
}

export function partiesWith(tx: Tx, teamId: TeamId, subscriberId: string) {
  return tx
    .select({ key: parties.key, movedTo: parties.movedTo, email: parties.email, firstSeenAt: parties.firstSeenAt })
    .from(parties)
    .where(and(eq(parties.teamId, teamId), eq(parties.subscriberId, subscriberId)))
}
