import { sql } from 'drizzle-orm'
import { db, type Tx } from './client'
import type { TeamId } from './schema/columns'

/** From here to the end of the transaction: the tenant role, which sees the named teams and no others. */
export async function enterTeams(tx: Tx, teamIds: readonly TeamId[]) {
  const list = `{${teamIds.join(',')}}`
  await tx.execute(sql`select set_config('role', 'sluice_tenant', true), set_config('sluice.team_ids', ${list}, true)`)
}

/**
 * Runs `work` in a transaction that row-level security holds to the given teams: the second fence behind the team
 * every query names. `set local` only, so it works behind a transaction-mode pooler.
 */
export function withTeams<T>(teamIds: TeamId | readonly TeamId[], work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await enterTeams(tx, typeof teamIds === 'string' ? [teamIds] : teamIds)
    return work(tx)
  })
}
