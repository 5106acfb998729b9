import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { laneKey } from './lane-key'

/** Until the transaction ends nothing of the team is applied; what is applied just now is waited for. Before any row (lib/deliveries/locks.ts). */
export const holdLane = (tx: Tx, teamId: TeamId) =>
  tx.execute(sql`select pg_advisory_xact_lock(${laneKey(teamId).toString()}::bigint)`)
