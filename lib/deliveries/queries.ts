import { and, asc, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type DeliveryState, deliveries, deliveryAttempts, deliveryCalls, deliveryQueue } from '@/db/schema/deliveries'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import type { Exchange } from '@/lib/outbound/record'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'

export interface DeliveryRow {
  id: string
  destinationId: string
  destination: { name: string; kind: string }
  eventId: string
  siteId: SiteId
  livemode: boolean
  what: 'event' | 'contact'
  type: string
  messageId: string
  resendNo: number
  state: DeliveryState
  reason: string | null
  says: string | null
  attempts: number
  createdAt: Date
  settledAt: Date | null
  /** When the next attempt is due; null when none is. `isBeingSent`: it is being made. */
  dueAt: Date | null
  isBeingSent: boolean
}

export interface DeliveryFilter {
  siteId: SiteId
  livemode?: boolean | undefined
  destinationId?: string | undefined
  eventId?: string | undefined
  state?: DeliveryState | undefined
}

/** Deliveries of a site, newest first. */
export function listDeliveries(teamId: TeamId, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryRow>> {
  return withTeams(teamId, async (tx) => {
    const ids = filter.destinationId ? [filter.destinationId] : await idsOf(tx, teamId, filter)
    // The top of each destination's own index range, then merged: a site has a handful.
    const found: DeliveryRow[] = []
    for (const id of ids) {
      found.push(
        ...(await rows(tx)
          .where(
            and(
              eq(deliveries.teamId, teamId),
              eq(deliveries.siteId, filter.siteId),
              eq(deliveries.destinationId, id),
              filter.eventId ? eq(deliveries.eventId, filter.eventId) : undefined,
              filter.state ? eq(deliveries.state, filter.state) : undefined,
              filter.livemode === undefined ? undefined : eq(deliveries.livemode, filter.livemode),
              page.cursor ? lt(deliveries.id, page.cursor) : undefined,
            ),
          )
          .orderBy(desc(deliveries.id))
          .limit(page.limit + 1)),
      )
    }
    return pageOf(found.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit + 1), page.limit)
  })
}

export interface AttemptRow {
  no: number
  at: Date
  durationMs: number
  askedBy: string | null
  outcome: 'delivered' | 'refused' | 'try-again'
  reason: string | null
  says: string | null
  nextAt: Date | null
  /** What was said, masked; null once it was purged, or when nobody heard the answer. */
  exchanges: Exchange[] | null
}

export interface DeliveryDetail extends DeliveryRow {
  event: Record<string, unknown>
  tries: AttemptRow[]
}

export function findDelivery(teamId: TeamId, id: string): Promise<DeliveryDetail | null> {
  return withTeams(teamId, async (tx) => {
    const one = and(eq(deliveries.teamId, teamId), eq(deliveries.id, id))
    const [row] = await rows(tx).where(one)
    const [own] = await tx.select({ event: deliveries.event }).from(deliveries).where(one)
    if (!row || !own) return null
    const tries = await tx
      .select({
        no: deliveryAttempts.no,
        at: deliveryAttempts.at,
        durationMs: deliveryAttempts.durationMs,
        askedBy: deliveryAttempts.askedBy,
        outcome: deliveryAttempts.outcome,
        reason: deliveryAttempts.reason,
        says: deliveryAttempts.says,
        nextAt: deliveryAttempts.nextAt,
        exchanges: deliveryCalls.exchanges,
      })
      .from(deliveryAttempts)
      .leftJoin(
        deliveryCalls,
        and(eq(deliveryCalls.teamId, deliveryAttempts.teamId), eq(deliveryCalls.id, deliveryAttempts.callId)),
      )
      .where(and(eq(deliveryAttempts.teamId, teamId), eq(deliveryAttempts.deliveryId, id)))
      .orderBy(asc(deliveryAttempts.no))
    return {
      ...row,
      event: own.event,
      tries: tries.map((attempt) => ({ ...attempt, exchanges: attempt.exchanges as Exchange[] | null })),
    }
  })
}

const rows = (tx: Tx) =>
  tx
    .select({
      id: deliveries.id,
      destinationId: deliveries.destinationId,
      destination: { name: destinations.name, kind: destinations.kind },
      eventId: deliveries.eventId,
      siteId: deliveries.siteId,
      livemode: deliveries.livemode,
      what: deliveries.what,
      type: deliveries.type,
      messageId: deliveries.messageId,
      resendNo: deliveries.resendNo,
      state: deliveries.state,
      reason: deliveries.reason,
      says: deliveries.says,
      attempts: deliveries.attempts,
      createdAt: deliveries.createdAt,
      settledAt: deliveries.settledAt,
      dueAt: deliveryQueue.dueAt,
      isBeingSent: sql<boolean>`coalesce(${deliveryQueue.callId} is not null and ${deliveryQueue.dueAt} > now(), false)`,
    })
    .from(deliveries)
    .innerJoin(
      destinations,
      and(eq(destinations.teamId, deliveries.teamId), eq(destinations.id, deliveries.destinationId)),
    )
    .leftJoin(
      deliveryQueue,
      and(
        eq(deliveryQueue.teamId, deliveries.teamId),
        eq(deliveryQueue.destinationId, deliveries.destinationId),
        eq(deliveryQueue.id, deliveries.id),
      ),
    )

async function idsOf(tx: Tx, teamId: TeamId, { siteId, livemode, eventId }: DeliveryFilter): Promise<string[]> {
  if (eventId) {
    const found = await tx
      .selectDistinct({ id: deliveries.destinationId })
      .from(deliveries)
      .where(and(eq(deliveries.teamId, teamId), inArray(deliveries.eventId, [eventId])))
    return found.map(({ id }) => id)
  }
  const found = await tx
    .select({ id: destinations.id })
    .from(destinations)
    .where(
      and(
        eq(destinations.teamId, teamId),
        eq(destinations.siteId, siteId),
        livemode === undefined ? undefined : eq(destinations.livemode, livemode),
        isNull(destinations.deletedAt),
      ),
    )
  return found.map(({ id }) => id)
}
