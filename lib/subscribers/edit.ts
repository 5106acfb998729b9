import { and, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { parties } from '@/db/schema/subscribers'
import { entryOf, writeEntries } from '@/lib/inbox/entries'
import { commandEntry, commandKey } from '@/lib/lane/command'
import type { PersonChange } from './change'
import type { PartyKey } from './party'

/** One of the parties a person is, on a site and mode. */
export interface PartyPlace {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
  partyKey: PartyKey
}

/**
 * Says something of a person: the lane writes it down within a moment, and it stays with the party through merges, separations and
 * new addresses. With the same key it is said once. Throws for what `personChange` does not allow. Answers with the lane's entry.
 */
export const editSubscriber = (tx: Tx, place: PartyPlace, change: PersonChange, key?: string): Promise<string> =>
  saidOnce(tx, place.teamId, key, () => say(tx, place, change, key))

/**
 * The same said of every party the person is at this moment, so that it stays with each of them should they part later. Answers with
 * the entry of the party that was named.
 */
export const editAllParties = (tx: Tx, place: PartyPlace, change: PersonChange, key?: string): Promise<string> =>
  saidOnce(tx, place.teamId, key, async () => {
    for (const partyKey of await partiesBeside(tx, place)) await say(tx, { ...place, partyKey }, change)
    return say(tx, place, change, key)
  })

/**
 * Says it unless it was said with this key before, and answers with the entry that did. Of two words on one thing the newest wins, and a
 * word is dated when it is said: said once more, by a step that is done again, it would beat what people have said since. That it was said
 * is known as long as what was received is kept, which is longer than steps are tried by themselves.
 */
export async function saidOnce(
  tx: Tx,
  teamId: TeamId,
  key: string | undefined,
  say: () => Promise<string>,
): Promise<string> {
  const before = key === undefined ? null : await entryOf(tx, teamId, commandKey(key))
  return before ?? say()
}

async function say(
  tx: Tx,
  { teamId, siteId, livemode, partyKey }: PartyPlace,
  change: PersonChange,
  key?: string,
): Promise<string> {
  const command = commandEntry({ teamId, siteId, livemode }, { name: 'edit', key: partyKey, ...change }, key)
  await writeEntries(tx, [command])
  return command.id
}

/** The other parties of the same person. */
async function partiesBeside(tx: Tx, { teamId, siteId, livemode, partyKey }: PartyPlace): Promise<PartyKey[]> {
  const named = alias(parties, 'named')
  const found = await tx
    .select({ key: parties.key })
    .from(named)
    .innerJoin(parties, and(eq(parties.teamId, named.teamId), eq(parties.subscriberId, named.subscriberId)))
    .where(
      and(
        eq(named.teamId, teamId),
        eq(named.key, partyKey),
        eq(named.siteId, siteId),
        eq(named.livemode, livemode),
        eq(parties.teamId, teamId),
      ),
    )
  return found.map(({ key }) => key).filter((key) => key !== partyKey)
}
