import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { holdLane } from './hold-lane'

/** Rows a round should remove at most: short locks, and the lane gets its turn in between. */
export const rowsARound = 2_000

/** Again and again until a round removes nothing, each under the lane's lock, so that nothing is applied meanwhile. */
export async function removeInRounds(teamId: TeamId, remove: (tx: Tx) => Promise<{ rowCount: number | null }>) {
  for (;;) {
    const removed = await withTeams(teamId, async (tx) => {
      await holdLane(tx, teamId)
      return remove(tx)
    })
    if (!removed.rowCount) return
  }
}
