import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { events } from '@/db/schema/events'
import { inbox } from '@/db/schema/inbox'
import { ledger } from '@/db/schema/money'
import { subscribers } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import { countUpTo, firstIdAt, mostCounted } from '@/lib/counting'
import { isShown } from '@/lib/events/shown'

const count = z.number().int()

/** What happened on a site in the last 24 hours. No figure goes past `mostCounted`: there it says "or more". */
export const activitySchema = z.object({
  received: count,
  events: count,
  payments: count,
  refunds: count,
  failed_payments: count,
  waiting: count,
  new_subscribers: count,
})

export type Activity = z.infer<typeof activitySchema>

/** Figures for the last 24 hours, each from the top of an index. Ids are made at receipt, so the time is in the id. */
export function activityOf(teamId: TeamId, siteId: SiteId, livemode: boolean, now = Date.now()): Promise<Activity> {
  const since = firstIdAt(now - 24 * 3_600_000)
  return withTeams(teamId, async (tx) => {
    const recent = await countEvents(tx, teamId, siteId, livemode, since)
    const people = and(
      eq(subscribers.teamId, teamId),
      eq(subscribers.siteId, siteId),
      eq(subscribers.livemode, livemode),
      gt(subscribers.id, since),
      sql`${subscribers.mergedInto} is null and ${subscribers.deletedAt} is null`,
    )
    return {
      ...recent,
      received: await countReceived(tx, teamId, siteId, livemode, since),
      new_subscribers: await countUpTo(tx, sql`select 1 from ${subscribers} where ${people}`, mostCounted),
    }
  })
}

async function countEvents(tx: Tx, teamId: TeamId, siteId: SiteId, livemode: boolean, since: string) {
  const recent = tx
    .select({ type: events.type, status: events.status, reserved: isReserved })
    .from(events)
    .where(
      and(
        eq(events.teamId, teamId),
        eq(events.siteId, siteId),
        eq(events.livemode, livemode),
        isShown,
        gt(events.id, since),
        isNull(events.derivedFrom), // one webhook, one event: what follows from it is counted with it
      ),
    )
    .limit(mostCounted)
    .as('recent')
  const of = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`
  const [counted] = await tx
    .select({
      events: sql<number>`count(*)::int`,
      // A reserved amount is no payment until it is collected.
      payments: of(sql`${recent.type} = 'charge.succeeded' and not ${recent.reserved}`),
      refunds: of(sql`${recent.type} = 'charge.refunded'`),
      failed_payments: of(sql`${recent.type} = 'charge.failed'`),
      waiting: of(sql`${recent.status} = 'waiting'`),
    })
    .from(recent)
  return counted ?? { events: 0, payments: 0, refunds: 0, failed_payments: 0, waiting: 0 }
}

/** True for a charge of which nothing has been collected yet: Stripe calls an authorization a charge that succeeded. */
const isReserved = sql<boolean>`(${events.type} = 'charge.succeeded' and exists (
  select 1 from ${ledger} l where l.team_id = ${events.teamId} and l.connection_id = ${events.connectionId}
    and l.charge_id = ${events.body}->>'charge_id' and l.livemode = ${events.livemode} and l.captured = 0))`.as(
  'reserved',
)

/** What Stripe sent, used or not, over the connections that lead to this site. */
async function countReceived(tx: Tx, teamId: TeamId, siteId: SiteId, livemode: boolean, since: string) {
  const routed = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.teamId, teamId), eq(connections.siteId, siteId)))
  let received = 0
  for (const { id } of routed) {
    const own = [
      eq(inbox.teamId, teamId),
      eq(inbox.connectionId, id),
      gt(inbox.id, since),
      eq(inbox.livemode, livemode),
      eq(inbox.kind, 'webhook'),
    ]
    received += await countUpTo(tx, sql`select 1 from ${inbox} where ${and(...own)}`, mostCounted)
  }
  return Math.min(received, mostCounted)
}
