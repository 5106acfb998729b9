import { and, desc, eq, gt, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type EventStatus, events } from '@/db/schema/events'
import { inbox, inboxQueue } from '@/db/schema/inbox'
import { withTeams } from '@/db/tenant'
import { countUpTo, mostCounted } from '@/lib/counting'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'

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

export interface WebhookFilter {
  connectionId: string
  /** Only those of one status, or `used`: all but what is switched off. */
  status?: WebhookStatus | 'used' | undefined
}

/** The webhook events of a connection, newest first, of one status when asked for. */
export function listWebhookEvents(
  teamId: TeamId,
  filter: WebhookFilter,
  page: PageRequest,
): Promise<Page<WebhookEventRow>> {
  return withTeams(teamId, async (tx) => {
    const found = await newest(tx, teamId, filter, page)
    return pageOf(found, page.limit)
  })
}

/** How many of a connection's webhook events are switched off; ends at `mostCounted`. */
export function switchedOffCount(teamId: TeamId, connectionId: string): Promise<number> {
  const off = sql`select 1 from ${events} where ${and(
    eq(events.teamId, teamId),
    eq(events.connectionId, connectionId),
    eq(events.status, 'switched_off'),
  )}`
  return withTeams(teamId, (tx) => countUpTo(tx, off, mostCounted))
}

/** One webhook event; null when the team has none with that id. */
export function findWebhookEvent(teamId: TeamId, id: string): Promise<WebhookEventRow | null> {
  return withTeams(teamId, async (tx) => {
    const found = await entries(tx).where(and(eq(inbox.teamId, teamId), eq(inbox.id, id), isWebhook))
    const [row] = await withStatus(tx, teamId, found)
    return row ?? null
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
 * The status is where the row is: undecided entries are in the (short) queue, decided ones in `events`, all of them in
 * the inbox. Each way in reads its own index downwards from the cursor.
 */
async function newest(
  tx: Tx,
  teamId: TeamId,
  { connectionId, status }: WebhookFilter,
  { cursor, limit }: PageRequest,
): Promise<WebhookEventRow[]> {
  const below = cursor === undefined ? undefined : lt(inbox.id, cursor)
  const read = (where: SQL | undefined) =>
    entries(tx)
      .where(and(eq(inbox.teamId, teamId), eq(inbox.connectionId, connectionId), isWebhook, below, where))
      .orderBy(desc(inbox.id))
      .limit(limit + 1)

  if (status === undefined) return withStatus(tx, teamId, await read(undefined))
  if (status === 'used')
    return withStatus(tx, teamId, await read(sql`${events.status} is distinct from 'switched_off'`))
  const undecided = (tried: boolean) => read(and(isNull(events.id), inArray(inbox.id, queuedIds(tx, teamId, tried))))
  if (status === 'received') return withStatus(tx, teamId, await undecided(false))
  const decided = await read(inArray(inbox.id, decidedIds(tx, teamId, connectionId, status, { cursor, limit })))
  const failing = status === 'failed' ? await undecided(true) : []
  const rows = await withStatus(tx, teamId, [...decided, ...failing])
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit + 1)
}

const isWebhook = eq(inbox.kind, 'webhook')

/** Ids of decided entries by the status index, so that a rare status is not looked for row by row. */
function decidedIds(tx: Tx, teamId: TeamId, connectionId: string, status: EventStatus, { cursor, limit }: PageRequest) {
  return tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.teamId, teamId),
        eq(events.connectionId, connectionId),
        eq(events.status, status),
        isNull(events.derivedFrom), // no webhook of its own
        cursor === undefined ? undefined : lt(events.id, cursor),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit + 1)
}

function queuedIds(tx: Tx, teamId: TeamId, tried: boolean) {
  return tx
    .select({ id: inboxQueue.id })
    .from(inboxQueue)
    .where(and(eq(inboxQueue.teamId, teamId), tried ? gt(inboxQueue.attempts, 0) : eq(inboxQueue.attempts, 0)))
}

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
    })
    .from(inbox)
    .leftJoin(events, and(eq(events.teamId, inbox.teamId), eq(events.id, inbox.id)))
    .$dynamic()
}

type Entry = Omit<WebhookEventRow, 'status'> & { status: EventStatus | null }

/** `received` and a failing try are not stored: they are an entry still in the queue without an event. */
async function withStatus(tx: Tx, teamId: TeamId, found: Entry[]): Promise<WebhookEventRow[]> {
  const open = found.flatMap((row) => (row.status === null ? [row.id] : []))
  const failing = open.length === 0 ? new Set() : await failingAmong(tx, teamId, open)
  return found.map((row) => ({ ...row, status: row.status ?? (failing.has(row.id) ? 'failed' : 'received') }))
}

async function failingAmong(tx: Tx, teamId: TeamId, ids: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: inboxQueue.id })
    .from(inboxQueue)
    .where(
      and(
        eq(inboxQueue.teamId, teamId),
        // Both by name: the queue's key has the priority before the id.
        inArray(inboxQueue.priority, [0, 1]),
        inArray(inboxQueue.id, ids),
        gt(inboxQueue.attempts, 0),
      ),
    )
  return new Set(rows.map((row) => row.id))
}
