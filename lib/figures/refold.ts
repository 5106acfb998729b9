import { type SQL, sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'
import { applied } from './recompute'

/** Objects one page of commands folds again: a fraction of what a batch may take. */
const atOnce = 200

interface Key {
  connection: string
  id: string
  livemode: boolean
}

/**
 * Has the lane fold Stripe objects of a team again from their facts. `which` selects their `connection`, `id` and `livemode`.
 * Page by page, the next one only when the lane is through with the last: live events never queue behind all of them.
 */
export async function refold(teamId: TeamId, which: SQL): Promise<void> {
  let after: Key = { connection: '00000000-0000-0000-0000-000000000000', id: '', livemode: false }
  for (;;) {
    const page = await withTeams(teamId, async (tx) => {
      const { rows } = await tx.execute<Key & Record<string, unknown>>(sql`
        select o.connection, o.id, o.livemode from (${which}) o
        where (o.connection, o.id, o.livemode) > (${after.connection}::uuid, ${after.id}, ${after.livemode})
        order by o.connection, o.id, o.livemode limit ${atOnce}`)
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
