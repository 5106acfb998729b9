import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { destinations } from '@/db/schema/destinations'
import { events } from '@/db/schema/events'
import { flows } from '@/db/schema/flows'
import { invitations, teamMembers } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { findEvent } from '@/lib/events/queries'
import { sentenceOf } from '@/lib/events/sentence'
import { isShown } from '@/lib/events/shown'

/** How far a site has come; each step is told by what is there, never by a box someone ticked. */
export interface FirstRun {
  /** The connection the next steps are about: a live-mode one when there is one. */
  connectionId: string | null
  connectedName: string | null
  /** The Stripe account of that connection and its mode. */
  account: string | null
  livemode: boolean
  eventsChosen: boolean
  /** "Ada Lovelace paid $49.00", of the first event that landed here, in either mode. */
  firstEvent: string | null
  /** A destination, or a flow that was published, so that something comes of events. */
  goesOn: boolean
  invited: boolean
}

export async function firstRunOf(teamId: TeamId, siteId: SiteId): Promise<FirstRun> {
  const { connection, firstEventId, goesOn } = await withTeams(teamId, async (tx) => {
    const [connection] = await tx
      .select({
        id: connections.id,
        name: connections.name,
        account: connections.stripeAccount,
        livemode: connections.livemode,
        version: connections.settingsVersion,
      })
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.siteId, siteId)))
      .orderBy(sql`${connections.state} = 'connected' desc, ${connections.livemode} desc, ${connections.id} desc`)
      .limit(1)
    const first = async (livemode: boolean) => {
      const [event] = await tx
        .select({ id: events.id })
        .from(events)
        .where(and(eq(events.teamId, teamId), eq(events.siteId, siteId), eq(events.livemode, livemode), isShown))
        .orderBy(asc(events.id))
        .limit(1)
      return event?.id
    }
    return {
      connection,
      firstEventId: (await first(true)) ?? (await first(false)),
      goesOn: await hasWayOn(tx, teamId, siteId),
    }
  })
  const event = firstEventId === undefined ? null : await findEvent(teamId, firstEventId)
  return {
    connectionId: connection?.id ?? null,
    connectedName: connection?.name ?? null,
    account: connection?.account ?? null,
    livemode: connection?.livemode ?? true,
    eventsChosen: (connection?.version ?? 0) > 0,
    firstEvent:
      event && sentenceOf({ type: event.type, body: event.body, person: event.person ?? event.body.subscriber }),
    goesOn,
    invited: await hasCompany(teamId),
  }
}

/** In either mode: who tries it out begins with test data. */
async function hasWayOn(tx: Tx, teamId: TeamId, siteId: SiteId): Promise<boolean> {
  const [sends] = await tx
    .select({ id: destinations.id })
    .from(destinations)
    .where(and(eq(destinations.teamId, teamId), eq(destinations.siteId, siteId), isNull(destinations.deletedAt)))
    .limit(1)
  if (sends) return true
  const [runs] = await tx
    .select({ id: flows.id })
    .from(flows)
    .where(and(eq(flows.teamId, teamId), eq(flows.siteId, siteId), gt(flows.liveNo, 0), isNull(flows.deletedAt)))
    .limit(1)
  return runs !== undefined
}

/** Someone else is in the team, or has been asked. */
async function hasCompany(teamId: TeamId): Promise<boolean> {
  const members = await db
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(eq(teamMembers.teamId, teamId))
    .limit(2)
  if (members.length > 1) return true
  const asked = await db
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.teamId, teamId), isNull(invitations.revokedAt)))
    .limit(1)
  return asked.length > 0
}
