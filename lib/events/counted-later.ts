import { and, asc, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'
import { isChargeEvent } from '@/lib/connections/charge-events'
import { toldBy } from '@/lib/facts/told-by'
import type { EventRow } from './queries'
import type { RelatedEvent } from './related'
import { labelOf } from './sentence'

/** Through what the charge of an event counts that itself counts for nothing: another event, or Stripe's answer. */
export type CountedLater = { by: 'event'; event: RelatedEvent } | { by: 'answer' }

/**
 * Every event of a charge carries the whole charge, so one that was switched off or left out is made up for by the next one
 * that is not. Null when nothing told of the charge since. One range of an index, one row.
 */
export async function countedLater(
  tx: Tx,
  teamId: TeamId,
  { type, status, connectionId, livemode, occurredAt, body }: EventRow,
  stripeEventId: string,
): Promise<CountedLater | null> {
  const charge = body.charge_id
  if ((status !== 'ignored' && status !== 'switched_off') || !isChargeEvent(type) || !charge || !occurredAt) return null
  const [told] = await tx
    .select({ id: events.id, type: events.type })
    .from(facts)
    .leftJoin(events, toldBy)
    .where(
      and(
        eq(facts.teamId, teamId),
        eq(facts.connectionId, connectionId),
        eq(facts.objectId, charge),
        eq(facts.livemode, livemode),
        eq(facts.aspect, 'charge'),
        // Of one second only what holds at least as much came after.
        or(gt(facts.at, occurredAt), and(eq(facts.at, occurredAt), holdsAsMuch(type, body.value?.minor ?? '0'))),
        ne(facts.eventId, stripeEventId),
      ),
    )
    .orderBy(asc(facts.at))
    .limit(1)
  if (!told) return null
  const { id, type: by } = told
  return id && by ? { by: 'event', event: { id, type: by, label: labelOf(by) } } : { by: 'answer' }
}

/** Whether a charge's fact holds what an event told: what it refunded in the running total, else what it captured. */
const holdsAsMuch = (type: string, minor: string) =>
  type === 'charge.refunded'
    ? sql`(${facts.value}->>'total')::bigint >= ${minor}::bigint`
    : sql`(${facts.value}->>'captured')::bigint >= ${minor}::bigint`
