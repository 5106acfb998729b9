import { setTimeout as sleep } from 'node:timers/promises'
import { asc, gt, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { teams } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'

/** People whose figures one command computes: a fraction of what a batch may take. */
const atOnce = 200

/** Has the lane compute the figures of everybody on a site again. */
export function recomputeSite(teamId: TeamId, siteId: SiteId): Promise<void> {
  return recompute(teamId, sql`s.site_id = ${siteId}`)
}

/** The same for everybody, on any site, who has money in another currency than the one it is reported in. */
export async function recomputeConverted(): Promise<void> {
  const foreign = sql`(s.lifetime_value_by_currency - coalesce(s.reporting_currency, '') <> '{}'
    or s.mrr_by_currency - coalesce(s.reporting_currency, '') <> '{}')`
  for await (const teamId of allTeams()) await recompute(teamId, foreign)
}

/** Page by page, the next one only when the lane is through with the last: live events never queue behind a whole site. */
async function recompute(teamId: TeamId, who: SQL): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await withTeams(teamId, async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(sql`
        select s.id from subscribers s
        where s.team_id = ${teamId} and s.id > ${after} and s.merged_into is null and ${who}
        order by s.id limit ${atOnce}`)
      const ids = rows.map((row) => row.id)
      if (ids.length === 0) return null
      const command = commandEntry({ teamId }, { name: 'project', subscribers: ids })
      await writeEntries(tx, [command])
      return { last: ids.at(-1) ?? after, command: command.id }
    })
    if (!page) return
    after = page.last
    await applied(teamId, page.command)
  }
}

/** Waits until the lane has applied an entry, or two minutes: it is busy then, and will come to it. */
export async function applied(teamId: TeamId, entryId: string, mostMs = 120_000): Promise<void> {
  for (let waited = 0; waited < mostMs; waited += 100) {
    const { rows } = await withTeams(teamId, (tx) =>
      tx.execute(sql`select 1 from inbox_queue where team_id = ${teamId} and priority in (0, 1) and id = ${entryId}`),
    )
    if (rows.length === 0) return
    await sleep(100)
  }
}

/** Every team's id, in pages. */
export async function* allTeams(): AsyncGenerator<TeamId> {
  let after = '00000000-0000-0000-0000-000000000000' as TeamId
  for (;;) {
    const page = await db
      .select({ id: teams.id })
      .from(teams)
      .where(gt(teams.id, after))
      .orderBy(asc(teams.id))
      .limit(500)
    for (const { id } of page) yield id
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}
