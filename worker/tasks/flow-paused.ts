import { pausedPayload } from '@/lib/flows/jobs'
import { tellOwnerOfPaused, tellOwnersOfPaused } from '@/lib/flows/paused'

/** Tells a team's owners that a flow paused itself: one job that becomes one job an owner. */
export async function flowPaused(payload: unknown) {
  const { teamId, flowId, ownerId } = pausedPayload.parse(payload)
  if (ownerId) await tellOwnerOfPaused(teamId, flowId, ownerId)
  else await tellOwnersOfPaused(teamId, flowId)
}
