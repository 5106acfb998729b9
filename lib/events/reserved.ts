import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { facts } from '@/db/schema/facts'
import type { NormalizedEvent } from '@/lib/normalize/schema'

interface Told {
  type: string
  connectionId: string
  livemode: boolean
  stripeEventId: string
  body: Pick<NormalizedEvent, 'charge_id' | 'value'>
}

const mayBeReserved: ReadonlySet<string> = new Set(['charge.succeeded', 'charge.refunded'])

/**
 * Which of some events told of a charge that was only reserved, by Stripe's event ids. Stripe calls that charge succeeded,
 * and the normalized event carries its full amount; what was captured is in the fact the event told.
 */
export async function reservedAmong(tx: Tx, teamId: TeamId, events: readonly Told[]): Promise<ReadonlySet<string>> {
  const asked = events.filter(
    ({ type, body }) => mayBeReserved.has(type) && body.charge_id && /[1-9]/.test(body.value?.minor ?? ''),
  )
  if (asked.length === 0) return new Set()
  const rows = await tx
    .select({ eventId: facts.eventId })
    .from(facts)
    .where(
      and(
        eq(facts.teamId, teamId),
        inArray(facts.connectionId, [...new Set(asked.map(({ connectionId }) => connectionId))]),
        inArray(
          facts.objectId,
          asked.flatMap(({ body }) => body.charge_id ?? []),
        ),
        inArray(facts.livemode, [...new Set(asked.map(({ livemode }) => livemode))]),
        eq(facts.aspect, 'charge'),
        inArray(
          facts.eventId,
          asked.map(({ stripeEventId }) => stripeEventId),
        ),
        sql`${facts.value}->>'captured' = '0'`,
      ),
    )
  return new Set(rows.map(({ eventId }) => eventId))
}
