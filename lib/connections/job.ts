import { z } from 'zod'
import type { TeamId, UserId } from '@/db/schema/columns'

/** The payload of every job about one connection. Jobs are written by us alone: this is where their ids become ids again. */
export const connectionJob = z
  .object({ team_id: z.uuid(), connection_id: z.uuid(), owner_id: z.uuid().optional() })
  .transform(({ team_id, connection_id, owner_id }) => ({
    teamId: team_id as TeamId,
    connectionId: connection_id,
    ownerId: owner_id as UserId | undefined,
  }))
