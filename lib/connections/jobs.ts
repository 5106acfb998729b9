import { z } from 'zod'
import type { TeamId, UserId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

/** The payload of every job about one connection. Jobs are written by us alone: this is where their ids become ids again. */
export const connectionPayload = z
  .object({ team_id: z.uuid(), connection_id: z.uuid(), owner_id: z.uuid().optional() })
  .transform(({ team_id, connection_id, owner_id }) => ({
    teamId: team_id as TeamId,
    connectionId: connection_id,
    ownerId: owner_id as UserId | undefined,
  }))

/** The payload of ending a grant that led to no connection. */
export const strayGrantPayload = z
  .object({ team_id: z.uuid(), account: z.string(), livemode: z.boolean() })
  .transform(({ team_id, ...grant }) => ({ teamId: team_id as TeamId, ...grant }))

/** Asks Stripe for the name of an account that could not be asked while connecting. */
export const accountLabelJob = (teamId: TeamId, connectionId: string): Job => ({
  identifier: 'account-label',
  payload: { team_id: teamId, connection_id: connectionId },
  job_key: `account-label:${connectionId}`,
})

/** Ends our grant at Stripe after a disconnect. */
export const deauthorizeJob = (teamId: TeamId, connectionId: string): Job => ({
  identifier: 'deauthorize',
  payload: { team_id: teamId, connection_id: connectionId },
  job_key: `deauthorize:${connectionId}`,
  max_attempts: 25,
})

/** Ends a grant that led to no connection. */
export const strayGrantJob = (teamId: TeamId, account: string, livemode: boolean): Job => ({
  identifier: 'deauthorize',
  payload: { team_id: teamId, account, livemode },
  job_key: `deauthorize:${account}:${livemode ? 'live' : 'test'}`,
  max_attempts: 25,
})

/** Tells a team's owners that Stripe ended a connection at this moment (ISO 8601). */
export const connectionLostJob = (teamId: TeamId, connectionId: string, at: string): Job => ({
  identifier: 'connection-lost',
  payload: { team_id: teamId, connection_id: connectionId },
  job_key: `connection-lost:${connectionId}:${at}`,
  max_attempts: 25,
})

/** The same for one owner. */
export const tellOwnerJob = (teamId: TeamId, connectionId: string, ownerId: UserId): Job => ({
  identifier: 'connection-lost',
  payload: { team_id: teamId, connection_id: connectionId, owner_id: ownerId },
  job_key: `connection-lost:${connectionId}:${ownerId}`,
})
