import { z } from 'zod'
import type { TeamId, UserId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

/** The payload of the job below: jobs are written by us alone, and this is where their ids become ids again. */
export const pausedPayload = z
  .object({ team_id: z.uuid(), flow_id: z.uuid(), owner_id: z.uuid().optional() })
  .transform(({ team_id, flow_id, owner_id }) => ({
    teamId: team_id as TeamId,
    flowId: flow_id,
    ownerId: owner_id as UserId | undefined,
  }))

/** Tells a team's owners, once, that a flow paused itself; with an owner, that one. */
export const flowPausedJob = (teamId: TeamId, flowId: string, ownerId?: UserId): Job => ({
  identifier: 'flow-paused',
  payload: { team_id: teamId, flow_id: flowId, ...(ownerId && { owner_id: ownerId }) },
  job_key: `flow-paused:${flowId}:${ownerId ?? 'all'}`,
  max_attempts: 25,
})
