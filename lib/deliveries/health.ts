import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { destinations } from '@/db/schema/destinations'
import type { Outcome } from '@/lib/destinations/destination'
import { enqueue } from '@/lib/jobs'
import { cancelQueue } from './cancel'
import { destinationDisabledJob } from './jobs'
import { longestAskedFor } from './schedule'
import type { Tried } from './settle'

/** How long nothing but failures disables a destination. */
const failingMs = 5 * 86_400_000

type DestinationRecord = typeof destinations.$inferSelect

/**
 * What a call says about its receiver: any success starts the clock anew (OUT-12); one that is away or fails runs it on, one that
 * is gone ends it (OUT-11). A receiver that refuses one event works. What needed no call says nothing.
 */
export async function afterwards(tx: Tx, destination: DestinationRecord, tried: readonly Tried[]): Promise<void> {
  const outcomes = tried.flatMap(({ called, outcome }) => (called ? [outcome] : []))
  const arrived = outcomes.some(({ status }) => status === 'delivered')
  const worst = worstOf(outcomes)
  if (outcomes.length === 0) return
  const isFailing = !arrived && worst?.status === 'try-again'
  const { rows } = await tx.execute<{ over: boolean }>(sql`
    select coalesce(${destination.failingSince}::timestamptz < now() - ${failingMs} * interval '1 millisecond', false) as over`)
  const isOver = worst !== undefined && (isEnd(worst) || (isFailing && rows[0]?.over === true))
  await tx
    .update(destinations)
    .set({
      ...(arrived ? { lastSuccessAt: sql`now()`, failingSince: null } : {}),
      ...(worst && { lastFailureAt: sql`now()`, lastReason: worst.reason, lastSays: worst.says ?? null }),
      ...(isFailing && { failingSince: sql`coalesce(${destinations.failingSince}, now())` }),
      ...(laterThan(outcomes) > 0 && {
        notBefore: sql`greatest(${destinations.notBefore}, now() + ${laterThan(outcomes)} * interval '1 millisecond')`,
      }),
    })
    .where(one(destination))
  if (isOver && worst && destination.state !== 'disabled') await disable(tx, destination, worst.reason)
}

type Failure = Exclude<Outcome, { status: 'delivered' }>

/** Gone says more than away, and away more than one refused event. */
function worstOf(outcomes: readonly Outcome[]): Failure | undefined {
  const failures = outcomes.filter((outcome): outcome is Failure => outcome.status !== 'delivered')
  return failures.find(isEnd) ?? failures.find(({ status }) => status === 'try-again') ?? failures[0]
}

/** ms the receiver asked us to wait with everything, a day at most; 0 where it asked nothing (OUT-03). */
const laterThan = (outcomes: readonly Outcome[]) =>
  Math.min(
    longestAskedFor,
    Math.max(0, ...outcomes.map((outcome) => (outcome.status === 'try-again' ? (outcome.after_ms ?? 0) : 0))),
  )

/** What waits is cancelled, and stays visible: enabling offers to send it (OUT-15). Its owners hear once. */
async function disable(tx: Tx, destination: DestinationRecord, reason: string) {
  await tx
    .update(destinations)
    .set({
      state: 'disabled',
      disabledAt: sql`now()`,
      disabledReason: reason,
      version: sql`${destinations.version} + 1`,
    })
    .where(one(destination))
  await cancelQueue(tx, destination.teamId, destination.id, 'destination_disabled')
  await enqueue(tx, [destinationDisabledJob(destination.teamId, destination.id)])
}

const one = ({ teamId, id }: DestinationRecord) => and(eq(destinations.teamId, teamId), eq(destinations.id, id))

/** Nothing else will arrive there either. */
export const isEnd = (outcome: Outcome) => outcome.status === 'refused' && outcome.disable === true
