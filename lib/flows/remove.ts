import { sql } from 'drizzle-orm'
import { flows } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { onceMore } from '@/lib/deliveries/locks'
import type { FlowDoer } from './mutations'
import { theFlow } from './queries'
import { cancelRunsOf } from './runs/cancel'

/** Removes a flow: nobody enters any more, and who is inside is cancelled with that reason (FL-06). False when there is none. */
export const removeFlow = (by: FlowDoer, id: string): Promise<boolean> =>
  onceMore(() =>
    withTeams(by.teamId, async (tx) => {
      const { rowCount } = await tx.update(flows).set({ deletedAt: sql`now()` }).where(theFlow(by.teamId, id))
      if (!rowCount) return false
      await cancelRunsOf(tx, by.teamId, id, 'flow_removed')
      await audit(tx, { ...by, action: 'flow.removed', subject: id })
      return true
    }),
  )
