import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { failureOf } from '@/db/failure'
import type { TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'

/*
 * Who writes what may meet: the lane, those who send and take runs on, people. All lock in one order, or two of them wait for each other:
 *
 * 1. the team's lane (lib/tenancy/lane-key.ts), where it is needed: by who locks several connections, as it does;
 * 2. the team's invitations by id, its seats by person (lib/teams/seats.ts), then its API keys;
 * 3. the connection, then its route and its site;
 * 4. destinations by id. A destination's row stands for all that waits for it;
 * 5. flows by id. A flow's row stands for all its runs, but for the steps of those under way;
 * 6. rows of queues, each queue's in the order of its key, in one statement;
 * 7. deliveries and runs by id.
 *
 * Whoever stops one delivery, or ends, claims and forgets what nobody else has at hand (skip locked), waits for nothing with a row in
 * hand, and so needs no destination. Failed runs that are tried again are locked before their rows in the queue are made: there are none
 * that somebody could hold.
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
