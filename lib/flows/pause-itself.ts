import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { sluice } from '@/lib/connections/actor'
import { enqueue } from '@/lib/jobs'
import { log } from '@/lib/log'
import { flowPausedJob } from './jobs'

/** A flow stops taking people in, and who is inside stands still; its team's owners hear once, from whoever pauses it. */
export async function pauseItself(teamId: TeamId, flowId: string, reason: 'flow_ceiling' | 'flow_loop'): Promise<void> {
  const paused = await withTeams(teamId, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update flows set state = 'paused', paused_reason = ${reason}, paused_at = now(), version = version + 1, updated_at = now()
      where team_id = ${teamId} and id = ${flowId} and state = 'live' and deleted_at is null`)
    if (!rowCount) return false
    await audit(tx, { teamId, actor: sluice, action: 'flow.paused', subject: flowId, detail: { reason } })
    await enqueue(tx, [flowPausedJob(teamId, flowId)])
    return true
  })
  if (paused) log.warn('a flow paused itself', { flow: flowId, reason })
}
