import { z } from 'zod'
import type { TeamId, UserId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

/** The payload of the job below: jobs are written by us alone, and this is where their ids become ids again. */
export const disabledPayload = z
  .object({ team_id: z.uuid(), destination_id: z.uuid(), owner_id: z.uuid().optional() })
  .transform(({ team_id, destination_id, owner_id }) => ({
    teamId: team_id as TeamId,
    destinationId: destination_id,
    ownerId: owner_id as UserId | undefined,
  }))

/** Tells a team's owners, once, that a destination disabled itself; with an owner, that one. */
export const destinationDisabledJob = (teamId: TeamId, destinationId: string, ownerId?: UserId): Job => ({
  identifier: 'destination-disabled',
  payload: { team_id: teamId, destination_id: destinationId, ...(ownerId && { owner_id: ownerId }) },
  job_key: `destination-disabled:${destinationId}:${ownerId ?? 'all'}`,
  max_attempts: 25,
})
