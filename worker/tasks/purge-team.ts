import { z } from 'zod'
import type { TeamId } from '@/db/schema/columns'
import { purgeTeam } from '@/lib/teams/purge'

const payloadSchema = z.object({ team_id: z.uuid(), since: z.iso.datetime() })

/** Removes the rows of a deleted team; throws to be called again while Stripe has to be told. */
export async function purgeTeamTask(payload: unknown) {
  const { team_id, since } = payloadSchema.parse(payload)
  await purgeTeam(team_id as TeamId, new Date(since))
}
