import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { failureOf } from '@/db/failure'
import type { TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'

/*
 * Who writes what may meet: the lane, senders, people. All lock in one order, or two of them wait for each other: the connection,
 * then destinations by id, then flows by id, then rows of their queues by id, then deliveries and runs. A destination's row stands for
 * all that waits for it, a flow's for all its runs.
 */

export async function lockDestination(tx: Tx, teamId: TeamId, id: string, wait?: 'skip locked') {
  const [row] = await tx
    .select()
    .from(destinations)
    .where(and(eq(destinations.teamId, teamId), eq(destinations.id, id)))
    .for('update', wait ? { skipLocked: true } : {})
  return row ?? null
}

/** PostgreSQL broke a tie at our cost, which says nothing about the work: once more. */
export async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (failureOf(error) !== 'collided') throw error
    return work()
  }
}
