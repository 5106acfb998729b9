import { purgeTeamPayload } from '@/lib/teams/jobs'
import { purgeTeam } from '@/lib/teams/purge'

/** Removes the rows of a deleted team; throws to be called again while Stripe has to be told. */
export async function purgeTeamTask(payload: unknown) {
  const { teamId, since } = purgeTeamPayload.parse(payload)
  await purgeTeam(teamId, since)
}
