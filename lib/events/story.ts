import { and, eq } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { type Decision, events, waiting } from '@/db/schema/events'
import { withTeams } from '@/db/tenant'
import { findWebhookEvent, type WebhookEventRow } from '@/lib/inbox/queries'
import { type EventRow, findEvent } from './queries'

/** One event with all that is known about its way, for its page. */
export interface EventStory {
  id: string
  siteId: SiteId
  stripeEventId: string
  type: string
  livemode: boolean
  status: WebhookEventRow['status']
  reason: string | null
  connection: { id: string; name: string } | null
  receivedAt: Date
  /** When it was applied or set aside; null while it is still in the queue. */
  appliedAt: Date | null
  decision: Decision | null
  /** What it waits for: keys such as `cus:…` and `obj:…`. */
  waitingFor: string[]
  /** Null while it is still in the queue. */
  event: EventRow | null
}

/** An event by id, decided or still in the queue; null when the team has none. */
export async function eventStory(teamId: TeamId, id: string): Promise<EventStory | null> {
  const [event, webhook] = await Promise.all([findEvent(teamId, id), findWebhookEvent(teamId, id)])
  const known = event ?? webhook
  if (!known) return null
  const { connection, way, keys } = await wayOf(teamId, id, known.connectionId)
  return {
    id,
    siteId: known.siteId,
    stripeEventId: way?.stripeEventId ?? webhook?.stripeEventId ?? '',
    type: known.type,
    livemode: known.livemode,
    status: known.status,
    reason: known.reason,
    connection,
    receivedAt: known.receivedAt,
    appliedAt: way?.appliedAt ?? null,
    decision: way?.decision ?? null,
    waitingFor: keys,
    event,
  }
}

function wayOf(teamId: TeamId, id: string, connectionId: string) {
  return withTeams(teamId, async (tx) => {
    const [way] = await tx
      .select({ stripeEventId: events.stripeEventId, appliedAt: events.appliedAt, decision: events.decision })
      .from(events)
      .where(and(eq(events.teamId, teamId), eq(events.id, id)))
    const keys = await tx
      .select({ key: waiting.key })
      .from(waiting)
      .where(and(eq(waiting.teamId, teamId), eq(waiting.eventId, id)))
    const [connection] = await tx
      .select({ id: connections.id, name: connections.name })
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
    return { way, keys: keys.map((row) => row.key), connection: connection ?? null }
  })
}
