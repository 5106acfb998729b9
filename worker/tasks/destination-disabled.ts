import { tellOwnerOfDisabled, tellOwnersOfDisabled } from '@/lib/deliveries/disabled'
import { disabledPayload } from '@/lib/deliveries/jobs'

/** Tells a team's owners that a destination disabled itself: one job that becomes one job an owner. */
export async function destinationDisabled(payload: unknown) {
  const { teamId, destinationId, ownerId } = disabledPayload.parse(payload)
  if (ownerId) await tellOwnerOfDisabled(teamId, destinationId, ownerId)
  else await tellOwnersOfDisabled(teamId, destinationId)
}
