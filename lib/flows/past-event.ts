import { and, eq } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { events } from '@/db/schema/events'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { type EventRow, findEvent, listEvents } from '@/lib/events/queries'
import { rawOf } from '@/lib/inbox/queries'
import { parseJson, snapshotOf } from '@/lib/normalize'
import { fail, ok, type Result } from '@/lib/result'
import { subscriberJson } from '@/lib/subscribers/json'
import { findSubscriber } from '@/lib/subscribers/queries'
import { detailsOf } from './details'
import type { EventDetails, FlowEvent } from './flow-event'
import { sampleEvent, sampleSubscriber } from './sample'
import type { Known } from './variables'

/** What a flow is looked at with before it is live: an event that happened, or the catalogue's example of one. */
export interface PastEvent extends Known {
  isSample: boolean
  /** Which event of the site it is; null for the example. */
  eventId: string | null
  connectionId: string
  partyKey: string
}

interface Where {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
}

/**
 * The event that is asked for, else the newest of the type on the site that is about somebody, else the catalogue's example. The
 * person is who they are now, as a run reads them.
 */
export async function pastEvent(
  where: Where,
  type: string,
  eventId?: string,
): Promise<Result<PastEvent, 'no_event' | 'other_event'>> {
  const event = eventId ? await findEvent(where.teamId, eventId) : await newestOf(where, type)
  if (eventId && (!event || event.siteId !== where.siteId || event.livemode !== where.livemode)) return fail('no_event')
  if (event && event.type !== type) return fail('other_event')
  const siteName = await nameOf(where)
  if (event) return ok({ ...(await known(where.teamId, event)), siteName })
  const sample = sampleEvent(type, where.siteId)
  if (!sample) return fail('no_event')
  const subscriber = sampleSubscriber(where.siteId)
  return ok({
    event: { ...sample, livemode: where.livemode },
    subscriber,
    siteName,
    isSample: true,
    eventId: null,
    connectionId: sample.connection_id,
    partyKey: `mail:${subscriber.email}`,
  })
}

/** How many of the newest are looked through for one that is about somebody. */
const lookedThrough = 20

async function newestOf({ teamId, siteId, livemode }: Where, type: string): Promise<EventRow | null> {
  const { rows } = await listEvents(teamId, { siteId, livemode, type }, { limit: lookedThrough })
  return rows.find(({ person }) => person !== null) ?? null
}

async function known(teamId: TeamId, row: EventRow): Promise<Omit<PastEvent, 'siteName'>> {
  const person = row.person && (await findSubscriber(teamId, row.person.id))
  return {
    event: await flowEventOf(teamId, row),
    subscriber: person && subscriberJson(person),
    isSample: false,
    eventId: row.id,
    connectionId: row.connectionId,
    partyKey: row.partyKey ?? '',
  }
}

/** The event as a run that begins with it would keep it. */
async function flowEventOf(teamId: TeamId, row: EventRow): Promise<FlowEvent> {
  const { id, siteId, connectionId, person, receivedAt, body } = row
  if (body.outcome !== 'event') throw new Error(`${id} was set aside and begins nothing`)
  return {
    ...body,
    id,
    site_id: siteId,
    connection_id: connectionId,
    subscriber_id: person?.id ?? null,
    received_at: receivedAt.toISOString(),
    details: await readDetails(teamId, row),
  }
}

/** Bodies are at most 1 MiB (IN-08). */
const mostBytes = 1024 * 1024

/** Nothing, once what Stripe sent was removed after its time. */
async function readDetails(teamId: TeamId, { id, type }: EventRow): Promise<EventDetails> {
  const raw = await rawOf(teamId, await saidBy(teamId, id), mostBytes)
  return raw ? detailsOf(type, snapshotOf(type, parseJson(raw.body)).object) : {}
}

/** What follows from another event was said in that one's webhook. */
const saidBy = (teamId: TeamId, id: string): Promise<string> =>
  withTeams(teamId, async (tx) => {
    const [row] = await tx
      .select({ from: events.derivedFrom })
      .from(events)
      .where(and(eq(events.teamId, teamId), eq(events.id, id)))
    return row?.from ?? id
  })

const nameOf = ({ teamId, siteId }: Where): Promise<string> =>
  withTeams(teamId, async (tx) => {
    const [site] = await tx
      .select({ name: sites.name })
      .from(sites)
      .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId)))
    return site?.name ?? ''
  })
