import { and, eq } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { type Decision, events, waiting } from '@/db/schema/events'
import { withTeams } from '@/db/tenant'
import { productNames } from '@/lib/connections/product-names'
import { findWebhookEvent, type WebhookEventRow } from '@/lib/inbox/queries'
import type { Json } from '@/lib/normalize/readers'
import { type CountedLater, countedLater } from './counted-later'
import { productsIn } from './decision-words'
import { type EventRow, findEvent } from './queries'
import { type Related, relatedTo } from './related'
import { saidObject } from './said-object'
import { type Told, toldBy } from './told'
import { type Tried, triedFor } from './tried'

/** One event with all that is known about its way, for its page. */
export interface EventStory {
  id: string
  siteId: SiteId
  stripeEventId: string
  type: string
  livemode: boolean
  status: WebhookEventRow['status']
  reason: string | null
  /** `ignores`: the customer of this event is on its ignore list today. */
  connection: { id: string; name: string; ignores: boolean } | null
  receivedAt: Date
  /** When it was applied or set aside; null while it is still in the queue. */
  appliedAt: Date | null
  decision: Decision | null
  /** What it waits for: keys such as `cus:…` and `obj:…`. */
  waitingFor: string[]
  /** What Stripe was asked in search of its person; only of one that waits. */
  tried: Tried[]
  /** The entry that holds what Stripe sent: a derived event's is its base's. */
  rawId: string
  /** What the products it names, and those a filter of it names, are called. */
  names: Readonly<Record<string, string>>
  related: Related
  /** What Stripe sent, where the sentence says more with it (`saidObject`). */
  object: Json | null
  /** Only of one that counts for nothing: through what its charge counts all the same. */
  countedLater: CountedLater | null
  told: Told
  /** Null while it is still in the queue. */
  event: EventRow | null
}

/** An event by id, decided or still in the queue; null when the team has none. */
export async function eventStory(teamId: TeamId, id: string): Promise<EventStory | null> {
  const [event, webhook] = await Promise.all([findEvent(teamId, id), findWebhookEvent(teamId, id)])
  const known = event ?? webhook
  if (!known) return null
  const { connection, way, keys, tried, related, told, later } = await wayOf(teamId, known, event)
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
    tried,
    rawId: way?.derivedFrom ?? id,
    object: await saidObject(teamId, known.type, way?.derivedFrom ?? id),
    names: await productNames(teamId, known.connectionId, [
      ...(event?.body.product_ids ?? []),
      ...productsIn(way?.decision ?? null),
    ]),
    related,
    countedLater: later,
    told,
    event,
  }
}

type Known = { id: string; type: string; connectionId: string }

function wayOf(teamId: TeamId, { id, type, connectionId }: Known, event: EventRow | null) {
  return withTeams(teamId, async (tx) => {
    const [way] = await tx
      .select({
        stripeEventId: events.stripeEventId,
        appliedAt: events.appliedAt,
        decision: events.decision,
        derivedFrom: events.derivedFrom,
      })
      .from(events)
      .where(and(eq(events.teamId, teamId), eq(events.id, id)))
    const base = way?.derivedFrom ?? null
    // What is derived waits by its base's entry.
    const keys = await tx
      .select({ key: waiting.key })
      .from(waiting)
      .where(and(eq(waiting.teamId, teamId), eq(waiting.eventId, base ?? id)))
    const [connection] = await tx
      .select({ id: connections.id, name: connections.name, ignored: connections.ignoredCustomers })
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
    const customer = event?.body.subscriber.customer_id
    return {
      way,
      keys: keys.map((row) => row.key),
      tried: event && keys.length > 0 ? await triedFor(tx, teamId, event) : [],
      related: await relatedTo(tx, teamId, { id, type, derivedFrom: base }),
      later: event && way ? await countedLater(tx, teamId, event, way.stripeEventId) : null,
      told: event && way ? await toldBy(tx, teamId, event, way.stripeEventId) : { currencies: [], money: [] },
      connection: connection
        ? { id: connection.id, name: connection.name, ignores: !!customer && connection.ignored.includes(customer) }
        : null,
    }
  })
}
