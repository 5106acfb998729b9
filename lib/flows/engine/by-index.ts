import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'

/**
 * Every row a run touches is found by a key it already knows. Left to choose, the planner reads a queue of ten thousand from end to
 * end for each handful of them, as it did in the lane (lib/lane/take.ts).
 */
export const byIndex = <T>(teamId: TeamId, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withTeams(teamId, async (tx) => {
    await tx.execute(sql`select set_config(name, 'off', true) from unnest(array[
      'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_bitmapscan', 'enable_material', 'jit']) name`)
    return work(tx)
  })
