import { and, desc, eq, lt, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type EventStatus, events } from '@/db/schema/events'
import { withTeams } from '@/db/tenant'
import { everyEvent } from '@/lib/catalogue'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'
import { partiesOf, subscribersWithEmail } from '@/lib/subscribers/read-people'
import { type Person, peopleOf } from './people'
import { reservedAmong } from './reserved'
import { isShown } from './shown'

export interface EventFilter {
  siteId: SiteId
  /** Missing = both modes, each row says which. Pages always name one. */
  livemode?: boolean | undefined
  /** A Stripe type, `charge.succeeded`. */
  type?: string | undefined
  /** Whose events; compared trimmed and without case. */
  email?: string | undefined
  /** Only the main events of the catalogue, without twins and details: one thing that happened is then one row. */
  main?: boolean | undefined
  /** Whose events, by subscriber. */
  subscriberId?: string | undefined
}

export interface EventRow {
  id: string
  siteId: SiteId
  connectionId: string
  livemode: boolean
  name: string
  type: string
  status: EventStatus
  reason: string | null
  partyKey: string | null
  occurredAt: Date | null
  receivedAt: Date
  body: NormalizedEvent
  /** True when it told of a charge whose money was only reserved, not collected. */
  reserved: boolean
  /** The subscriber it is about, as they are called now; null while nobody is known or after erasure. */
  person: Person | null
}

/**
 * The events of a site, newest first: processed and waiting ones. What was switched off, ignored or failed is in the
 * connection's webhook events. Three round trips: the rows by index, the people they are about, what was only reserved.
 */
export function listEvents(teamId: TeamId, filter: EventFilter, page: PageRequest): Promise<Page<EventRow>> {
  return withTeams(teamId, async (tx) => {
    const lanes = await lanesOf(tx, teamId, filter)
    if (lanes.length === 0) return { rows: [], next: null }
    const found = await newestEvents(tx, teamId, filter, lanes, page)
    const { rows, next } = pageOf(found, page.limit)
    return { rows: await withPeople(tx, teamId, rows), next }
  })
}

/** One event of the team, whatever became of it; null when there is none. */
export function findEvent(teamId: TeamId, id: string): Promise<EventRow | null> {
  return withTeams(teamId, async (tx) => {
    const found = await tx
      .select(columns)
      .from(events)
      .where(and(eq(events.teamId, teamId), eq(events.id, id)))
    const [event] = await withPeople(tx, teamId, found)
    return event ?? null
  })
}

/** Index ranges to read from: a mode, and a party in it when the filter names a person. */
type Lane = { livemode: boolean; key?: string }

async function lanesOf(
  tx: Tx,
  teamId: TeamId,
  { siteId, livemode, email, subscriberId }: EventFilter,
): Promise<Lane[]> {
  const modes = livemode === undefined ? [true, false] : [livemode]
  if (subscriberId === undefined && email === undefined) return modes.map((mode) => ({ livemode: mode }))
  const ids = subscriberId ? [subscriberId] : await subscribersWithEmail(tx, teamId, siteId, email ?? '')
  const parties = await partiesOf(tx, teamId, ids)
  return parties.filter((party) => modes.includes(party.livemode))
}

const columns = {
  id: events.id,
  siteId: events.siteId,
  connectionId: events.connectionId,
  livemode: events.livemode,
  name: events.name,
  type: events.type,
  stripeEventId: events.stripeEventId,
  status: events.status,
  reason: events.reason,
  partyKey: events.partyKey,
  occurredAt: events.occurredAt,
  receivedAt: events.receivedAt,
  body: events.body,
}

/**
 * At most limit + 1 rows from the top of each lane's own index range, then merged: bounded however many events the site
 * has. A plain `livemode in (true, false)` would lose the index order and sort them all.
 */
function newestEvents(tx: Tx, teamId: TeamId, filter: EventFilter, lanes: Lane[], { cursor, limit }: PageRequest) {
  const byPerson = lanes[0]?.key !== undefined
  const ofLane = tx
    .select(columns)
    .from(events)
    .where(
      and(
        eq(events.teamId, teamId),
        eq(events.siteId, filter.siteId),
        eq(events.livemode, sql`lane.livemode`),
        isShown,
        byPerson ? eq(events.partyKey, sql`lane.key`) : undefined,
        filter.type === undefined ? undefined : eq(events.type, filter.type),
        filter.main ? notInArray(events.type, folded) : undefined,
        cursor === undefined ? undefined : lt(events.id, cursor),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit + 1)
    .as('of_lane')
  return tx
    .select(ofLane._.selectedFields)
    .from(sql`json_to_recordset(${JSON.stringify(lanes)}::json) as lane(livemode boolean, key text)`)
    .crossJoinLateral(ofLane)
    .orderBy(desc(ofLane.id))
    .limit(limit + 1)
}

const folded = everyEvent.filter((row) => row.advanced).map(({ type }) => type)

type Found = Omit<EventRow, 'body' | 'person' | 'reserved'> & { stripeEventId: string; body: Record<string, unknown> }

async function withPeople(tx: Tx, teamId: TeamId, rows: Found[]): Promise<EventRow[]> {
  const people = await peopleOf(tx, teamId, rows)
  // The body was written by the normalizer of its day; fields a later one added may be missing, none changes its meaning.
  const told = rows.map((row) => ({ ...row, body: row.body as NormalizedEvent }))
  const reserved = await reservedAmong(tx, teamId, told)
  return told.map(({ stripeEventId, ...row }) => ({
    ...row,
    reserved: reserved.has(stripeEventId),
    person: people.of(row),
  }))
}
