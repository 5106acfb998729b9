import { sql } from 'drizzle-orm'
import { withTeams } from '@/db/tenant'
import { log } from '@/lib/log'
import type { Entry } from './entry'
import { setAside } from './poison'

/** `among`: a batch like any other. `alone`: one entry that a process had at hand when it died, and nothing beside it. */
export type Trial = 'among' | 'alone'

/** How often a process may die of an entry it has alone; then once more, by itself or when a person says so. */
export const crashesBeforeQuarantine = 3

/**
 * For the minute after a process ended without a word: commits who is about to be applied, before it is applied, because
 * the process that dies of it cannot say so any more. Whatever succeeds is deleted with its mark; whoever is left with one
 * was there. The count runs ahead of the trial: 0 = was among others; 1 to 3 = that many trials alone; 4 = quarantined,
 * due again in ten minutes; 5 = that last trial; then it stays dead until a person retries it (lib/inbox/retry.ts).
 *
 * On a connection of its own, while the lane's transaction holds the team's lock: nobody else can have these entries.
 * False: the entry is not to be applied now.
 */
export async function mark(entries: readonly Entry[], trial: Trial): Promise<boolean> {
  if (trial === 'alone') return tryAlone(entries[0])
  await withTeams(teamsOf(entries), (tx) => tx.execute(sql`update inbox_queue q set crashes = 0 ${those(entries)}`))
  return true
}

/** Nobody died of it: it failed like any other batch, or lost its connection. Takes back what `mark` counted. */
export async function unmark(entries: readonly Entry[], trial: Trial) {
  if (entries.length === 0) return
  await withTeams(teamsOf(entries), (tx) =>
    trial === 'among'
      ? tx.execute(sql`update inbox_queue q set crashes = null ${those(entries)} and q.crashes = 0`)
      : tx.execute(sql`update inbox_queue q set crashes = crashes - 1, not_before = null ${those(entries)}
          and q.crashes = ${(entries[0]?.crashes ?? 0) + 1}`),
  )
}

async function tryAlone(entry: Entry | undefined): Promise<boolean> {
  if (!entry) return false
  const crashes = (entry.crashes ?? 0) + 1
  const isQuarantined = crashes === crashesBeforeQuarantine + 1
  const isOver = crashes > crashesBeforeQuarantine + 2
  // Longer than a worker may be silent before it is ended (scripts/launch): who hangs in it hangs alone.
  const pause = isQuarantined ? '10 minutes' : '12 seconds'
  await withTeams(entry.teamId, async (tx) => {
    await tx.execute(
      isOver
        ? sql`delete from inbox_queue q ${those([entry])}`
        : sql`update inbox_queue q set crashes = ${crashes}, not_before = now() + ${pause}::interval ${those([entry])}`,
    )
    if (isQuarantined || isOver) await setAside(tx, entry.teamId, entry.id, 'quarantined')
  })
  if (isQuarantined) log.error('an entry is quarantined: each process that had it alone died', { entry: entry.id })
  return !isQuarantined && !isOver
}

const teamsOf = (entries: readonly Entry[]) => [...new Set(entries.map((entry) => entry.teamId))]

const those = (entries: readonly Entry[]) => {
  const keys = JSON.stringify(entries.map(({ teamId, priority, id }) => ({ team_id: teamId, priority, id })))
  return sql`where (q.team_id, q.priority, q.id) in (
    select e.team_id, e.priority, e.id from jsonb_to_recordset(${keys}::jsonb) as e(team_id uuid, priority smallint, id uuid))`
}
