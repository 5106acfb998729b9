import { z } from 'zod'
import type { TeamId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

export const purgeTeamPayload = z
  .object({ team_id: z.uuid(), since: z.iso.datetime() })
  .transform(({ team_id, since }) => ({ teamId: team_id as TeamId, since: new Date(since) }))

/** Removes the rows of a team that was deleted at this moment. */
export const purgeTeamJob = (teamId: TeamId, since: Date): Job => ({
  identifier: 'purge-team',
  payload: { team_id: teamId, since: since.toISOString() },
  job_key: `purge-team:${teamId}`,
})
