import { connectionPayload } from '@/lib/connections/jobs'
import { tellOwner, tellOwners } from '@/lib/connections/lost'

/** Tells a team's owners that Stripe ended a connection: one job that becomes one job an owner. */
export async function connectionLost(payload: unknown) {
  const { teamId, connectionId, ownerId } = connectionPayload.parse(payload)
  if (ownerId) await tellOwner(teamId, connectionId, ownerId)
  else await tellOwners(teamId, connectionId)
}
