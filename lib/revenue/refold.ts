import { type SQL, sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import type { About } from '@/lib/facts/fact'
import { allTeams, applied } from '@/lib/figures/recompute'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'

/** Subscriptions one page of commands folds again: a fraction of what a batch may take. */
const atOnce = 200

/** Has the lane fold every subscription again that rests on an object: a product's name, a coupon, tiers. */
export function refoldResting({ teamId, connectionId, livemode, objectId }: About & { teamId: TeamId }): Promise<void> {
  const rests = sql`u.rests_on @> ${sql.param([objectId])}::text[]`
  return refold(teamId, sql`u.connection_id = ${connectionId} and u.livemode = ${livemode} and ${rests}`)
}

/** The same for every subscription at home on a site, whose policy changed. */
export const refoldSite = (teamId: TeamId, siteId: SiteId): Promise<void> => refold(teamId, sql`u.site_id = ${siteId}`)

/** Once a day: a discount that counts until it ends may have ended, the only thing that changes MRR without an event. */
export async function refoldEnding(): Promise<void> {
  for await (const teamId of allTeams()) await refold(teamId, sql`'discount_until_end' = any(u.mrr_notes)`)
}

interface Key {
  connection: string
  id: string
  livemode: boolean
}

/** Page by page, the next one only when the lane is through with the last. */
async function refold(teamId: TeamId, which: SQL): Promise<void> {
  let after: Key = { connection: '00000000-0000-0000-0000-000000000000', id: '', livemode: false }
  for (;;) {
    const page = await withTeams(teamId, async (tx) => {
      const { rows } = await tx.execute<Key & Record<string, unknown>>(sql`
        select u.connection_id as connection, u.subscription_id as id, u.livemode from subscriptions u
        where u.team_id = ${teamId} and ${which}
          and (u.connection_id, u.subscription_id, u.livemode) > (${after.connection}::uuid, ${after.id}, ${after.livemode})
        order by u.connection_id, u.subscription_id, u.livemode limit ${atOnce}`)
      const last = rows.at(-1)
      if (!last) return null
      const commands = placesOf(rows).map(({ connectionId, livemode, objects }) =>
        commandEntry({ teamId, connectionId, livemode }, { name: 'refold', objects }),
      )
      await writeEntries(tx, commands)
      return { last, commands }
    })
    if (!page) return
    after = page.last
    for (const command of page.commands) await applied(teamId, command.id)
  }
}

function placesOf(rows: readonly Key[]) {
  const places = new Map<string, { connectionId: string; livemode: boolean; objects: string[] }>()
  for (const { connection, livemode, id } of rows) {
    const key = `${connection} ${livemode}`
    const place = places.get(key) ?? { connectionId: connection, livemode, objects: [] }
    place.objects.push(id)
    places.set(key, place)
  }
  return [...places.values()]
}
