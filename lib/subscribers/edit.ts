import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'
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
export async function editSubscriber(
  tx: Tx,
  { teamId, siteId, livemode, partyKey }: PartyPlace,
  change: PersonChange,
  key?: string,
): Promise<string> {
  const command = commandEntry({ teamId, siteId, livemode }, { name: 'edit', key: partyKey, ...change }, key)
  await writeEntries(tx, [command])
  return command.id
}
