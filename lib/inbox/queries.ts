import { and, desc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type EventStatus, events } from '@/db/schema/events'
import { inbox, inboxQueue } from '@/db/schema/inbox'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/events/page'

export const webhookStatuses = [
  'received',
  'processed',
  'waiting',
  'switched_off',
  'ignored',
  'failed',
  'dead',
] as const satisfies readonly (EventStatus | 'received')[]

export type WebhookStatus = (typeof webhookStatuses)[number]

/** What Stripe sent, and what became of it. Never the body: that is `rawOf`, for roles that may see it. */
export interface WebhookEventRow {
  id: string
  connectionId: string
  siteId: SiteId
  stripeEventId: string
  type: string
  livemode: boolean
  status: WebhookStatus
  reason: string | null
  receivedAt: Date
  /** When it was applied or set aside; null while it is still to come. */
  processedAt: Date | null
}

/** The webhook events of a connection, newest first, of one status when asked for. */
export function listWebhookEvents(
  teamId: TeamId,
  filter: { connectionId: string; status?: WebhookStatus | undefined },
  page: PageRequest,
): Promise<Page<WebhookEventRow>> {
  return withTeams(teamId, async (tx) => {
    const found = await newest(tx, teamId, filter, page)
    return pageOf(found, page.limit)
  })
}

/** One webhook event; null when the team has none with that id. */
export function findWebhookEvent(teamId: TeamId, id: string): Promise<WebhookEventRow | null> {
  return withTeams(teamId, async (tx) => {
    const [row] = await entries(tx).where(and(eq(inbox.teamId, teamId), eq(inbox.id, id), isWebhook))
    return row ? told(row) : null
  })
}

/** The body exactly as Stripe sent it: for roles with `events.raw` only. `limit` in bytes; `bytes` is the whole size. */
export function rawOf(
  teamId: TeamId,
  id: string,
  limit: number,
): Promise<{ body: Uint8Array; bytes: number; stripeEventId: string } | null> {
  return withTeams(teamId, async (tx) => {
    const [row] = await tx
      .select({
        body: sql<Uint8Array>`substring(${inbox.raw} from 1 for ${limit})`,
        bytes: sql<number>`octet_length(${inbox.raw})`,
        stripeEventId: inbox.stripeEventId,
      })
      .from(inbox)
      .where(and(eq(inbox.teamId, teamId), eq(inbox.id, id)))
    return row ?? null
  })
}

/**
 * Three ways in, because the status is where the row is: undecided entries are in the (short) queue, decided ones in
 * `events`, and all of them in the inbox. Each reads its own index downwards from the cursor.
 */
async function newest(
  tx: Tx,
  teamId: TeamId,
  { connectionId, status }: { connectionId: string; status?: WebhookStatus | undefined },
  { cursor, limit }: PageRequest,
): Promise<WebhookEventRow[]> {
  const below = cursor === undefined ? undefined : lt(inbox.id, cursor)
  const ofConnection = and(eq(inbox.teamId, teamId), eq(inbox.connectionId, connectionId), isWebhook, below)
  const read = (where: SQL | undefined) =>
    entries(tx)
      .where(and(ofConnection, where))
      .orderBy(desc(inbox.id))
      .limit(limit + 1)

  if (status === undefined) return (await read(undefined)).map(told)
  if (status === 'received') return (await read(and(queued(0), isNull(events.id)))).map(told)
  const decided = await read(inArray(inbox.id, decidedAs(tx, teamId, connectionId, status, { cursor, limit })))
  const retried = status === 'failed' ? await read(and(queued(1), isNull(events.id))) : []
  return [...decided, ...retried]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit + 1)
    .map(told)
}

const isWebhook = eq(inbox.kind, 'webhook')

/** Ids of decided entries by the status index, so that a rare status is not looked for row by row. */
function decidedAs(tx: Tx, teamId: TeamId, connectionId: string, status: EventStatus, { cursor, limit }: PageRequest) {
  return tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.teamId, teamId),
        eq(events.connectionId, connectionId),
        eq(events.status, status),
        cursor === undefined ? undefined : lt(events.id, cursor),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit + 1)
}

/** In the queue, tried at least `from` times; from 0 means not tried yet. */
const queued = (from: 0 | 1) => (from === 0 ? eq(inboxQueue.attempts, 0) : gt(inboxQueue.attempts, 0))

function entries(tx: Tx) {
  return tx
    .select({
      id: inbox.id,
      connectionId: inbox.connectionId,
      siteId: inbox.siteId,
      stripeEventId: inbox.stripeEventId,
      type: inbox.type,
      livemode: inbox.livemode,
      receivedAt: inbox.receivedAt,
      status: events.status,
      reason: events.reason,
      processedAt: events.appliedAt,
      attempts: inboxQueue.attempts,
    })
    .from(inbox)
    .leftJoin(events, and(eq(events.teamId, inbox.teamId), eq(events.id, inbox.id)))
    .leftJoin(
      inboxQueue,
      and(
        eq(inboxQueue.teamId, inbox.teamId),
        // Both by name: the queue's key has the priority before the id.
        or(eq(inboxQueue.priority, 0), eq(inboxQueue.priority, 1)),
        eq(inboxQueue.id, inbox.id),
      ),
    )
    .$dynamic()
}

type Found = Omit<WebhookEventRow, 'status' | 'processedAt'> & {
  status: EventStatus | null
  processedAt: Date | null
  attempts: number | null
}

/** `received` and a failing try are not stored: they are an entry still in the queue without an event. */
function told({ attempts, status, processedAt, ...row }: Found): WebhookEventRow {
  if (status !== null) return { ...row, status, processedAt }
  return { ...row, status: (attempts ?? 0) > 0 ? 'failed' : 'received', processedAt: null }
}
