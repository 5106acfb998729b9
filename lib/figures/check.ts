import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'
import { figuresSql } from '@/lib/lane/figures-sql'
import { alarm } from './alarm'
import { checkObjects } from './check-objects'
import { checkSubscriptions } from './check-subscriptions'
import { allTeams } from './recompute'

/** People compared in one statement. */
const atOnce = 200

/**
 * Compares what is stored with a fresh computation: charges and invoices with their facts, then everybody's figures with
 * those (LT-09). What differs is computed again by the lane, logged, and shown on the operator page with the subscriber's id.
 */
export async function checkFigures(): Promise<void> {
  for await (const teamId of allTeams()) {
    await checkObjects(teamId)
    await checkSubscriptions(teamId)
    await checkPeople(teamId)
  }
}

/** The figures of a team's people, in pages. Each page is one statement, so no batch of the lane can come between. */
export async function checkPeople(teamId: TeamId): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await withTeams(teamId, async (tx) => {
      const rows = await compared(tx, teamId, after)
      const wrong = rows.filter((row) => row.drifted || row.moved).map((row) => row.id)
      if (wrong.length > 0) await writeEntries(tx, [commandEntry({ teamId }, { name: 'project', subscribers: wrong })])
      return rows
    })
    for (const { id, drifted } of page) if (drifted) await alarm(teamId, id, drifted)
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}

interface Compared extends Record<string, unknown> {
  id: string
  /** Figures that no longer follow from the facts, by name; null when all do. */
  drifted: string[] | null
  /** Only what rests on exchange rates differs: they changed since, which is nobody's mistake. */
  moved: boolean
}

async function compared(tx: Tx, teamId: TeamId, after: string): Promise<Compared[]> {
  const { rows } = await tx.execute<Compared>(sql`
    with person as materialized (
      select s.team_id, s.id, s.site_id, s.livemode from subscribers s
      where s.team_id = ${teamId} and s.id > ${after} and s.merged_into is null
      order by s.id limit ${atOnce}
    )
    select s.id, nullif(array_remove(array[${sql.join(
      [
        ...own.map((name) => differs(name)),
        sql`case when not n.foreign_money and s.lifetime_value is distinct from n.lifetime_value then 'lifetime_value' end`,
      ],
      sql`, `,
    )}], null), '{}') as drifted,
      (s.lifetime_value, s.lifetime_value_not_converted, s.mrr, s.mrr_not_converted)
        is distinct from (n.lifetime_value, n.lifetime_value_not_converted, n.mrr, n.mrr_not_converted) as moved
    from (
      select g.*, g.lifetime_value_by_currency - coalesce(g.reporting_currency, '') <> '{}' as foreign_money
      from (${sql.raw(figuresSql)}) g
    ) n join subscribers s on s.team_id = n.team_id and s.id = n.id
    order by s.id`)
  return rows
}

/** What rests on facts alone. */
const own = [
  'lifetime_value_by_currency',
  'mrr_by_currency',
  'currency',
  'reporting_currency',
  'plan',
  'subscription_status',
  'product_ids',
  'tags',
  'fields',
]

const differs = (name: string): SQL => {
  const column = sql.identifier(name)
  return sql`case when s.${column} is distinct from n.${column} then ${name}::text end`
}
