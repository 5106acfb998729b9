import { connectionJob } from '@/lib/connections/job'
import { tellOwner, tellOwners } from '@/lib/connections/lost'

/** Tells a team's owners that Stripe ended a connection: one job that becomes one job an owner. */
export async function connectionLost(payload: unknown) {
  const { teamId, connectionId, ownerId } = connectionJob.parse(payload)
  if (ownerId) await tellOwner(teamId, connectionId, ownerId)
  else await tellOwners(teamId, connectionId)
}
