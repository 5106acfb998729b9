import { z } from 'zod'
import type { TeamId, UserId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

/** The payload of every job about one connection. Jobs are written by us alone: this is where their ids become ids again. */
export const connectionJob = z
  .object({ team_id: z.uuid(), connection_id: z.uuid(), owner_id: z.uuid().optional() })
  .transform(({ team_id, connection_id, owner_id }) => ({
    teamId: team_id as TeamId,
    connectionId: connection_id,
    ownerId: owner_id as UserId | undefined,
  }))

/** The payload of letting go of a grant that led to no connection. */
export const strayGrant = z
  .object({ team_id: z.uuid(), account: z.string(), livemode: z.boolean() })
  .transform(({ team_id, ...grant }) => ({ teamId: team_id as TeamId, ...grant }))

export function strayGrantJob(teamId: TeamId, account: string, livemode: boolean): Job {
  return {
    identifier: 'deauthorize',
    payload: { team_id: teamId, account, livemode },
    job_key: `deauthorize:${account}:${livemode ? 'live' : 'test'}`,
    max_attempts: 25,
  }
}
