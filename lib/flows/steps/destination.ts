import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { newId } from '@/db/schema/columns'
import type { DeliveryState } from '@/db/schema/deliveries'
import type { DestinationState } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { messageId } from '@/lib/deliveries/message-id'
import { kindOf } from '@/lib/destinations'
import { defineStep, type RunContext, type StepDetail, type StepOutcome } from './step'

/**
 * Sends the run's event to a destination, whatever types that hears by itself: a delivery like any other, with its retries and its own
 * page. An event goes to a destination once; the unique key decides.
 */
export const destination = defineStep({
  kind: 'destination',
  callsOut: true,
  run: ({ destination_id }, context) => withTeams(context.teamId, (tx) => send(tx, destination_id, context)),
})

async function send(tx: Tx, destinationId: string, context: RunContext): Promise<StepOutcome> {
  const found = await lockConnectionAndDestination(tx, destinationId, context)
  if (!found?.destination || !kindOf(found.destination.kind)) return { status: 'failed', reason: 'step_gone' }
  const { connectionState, destination } = found
  if (connectionState === 'disconnected') return { status: 'skipped', reason: 'connection_ended' }
  const isOff = destination.state === 'disabled'
  const id = await queue(tx, destinationId, context, isOff)
  const detail = { destination_id: destinationId, destination: destination.name, ...(id && { delivery_id: id }) }
  if (!id) return hadBefore(await queuedBefore(tx, destinationId, context), isOff, detail)
  if (isOff) return { status: 'skipped', reason: 'destination_disabled', detail }
  return { status: 'done', detail }
}

interface Found {
  connectionState: string
  destination: { name: string; kind: string; state: DestinationState } | undefined
}

/** In the order everybody locks in (lib/deliveries/locks.ts): nothing is queued for what is being ended or removed. */
async function lockConnectionAndDestination(tx: Tx, id: string, context: RunContext): Promise<Found | null> {
  const { teamId, siteId, livemode, connectionId } = context
  const { rows: connections } = await tx.execute<{ state: string }>(sql`
    select c.state from connections c where c.team_id = ${teamId} and c.id = ${connectionId} for share`)
  const { rows: destinations } = await tx.execute<NonNullable<Found['destination']>>(sql`
    select d.name, d.kind, d.state from destinations d
    where d.team_id = ${teamId} and d.id::text = ${id} and d.site_id = ${siteId} and d.livemode = ${livemode} and d.deleted_at is null
    for share`)
  return connections[0] ? { connectionState: connections[0].state, destination: destinations[0] } : null
}

/** A disabled destination's are kept, and sent when it is enabled. Null: it was queued before. */
async function queue(tx: Tx, destinationId: string, context: RunContext, isOff: boolean): Promise<string | null> {
  const { teamId, siteId, livemode, connectionId, partyKey, depth } = context
  const { details: _, captured = false, ...event } = context.event
  const sent = messageId(destinationId, connectionId, event.stripe_event_id ?? event.id, 0)
  const { rows } = await tx.execute<{ id: string }>(sql`
    with queued as (
      insert into deliveries (team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, party_key, type, message_id,
        captured, event, state, reason, settled_at)
      values (${teamId}, ${newId()}, ${destinationId}, ${event.id}, ${connectionId}, ${siteId}, ${livemode}, 'event', ${partyKey},
        ${event.type}, ${sent}, ${captured}, ${JSON.stringify({ ...event, sluice_depth: depth + 1 })}::jsonb,
        ${isOff ? 'cancelled' : 'queued'}, ${isOff ? 'destination_disabled' : null},
        ${isOff ? sql`now()` : null})
      on conflict (team_id, destination_id, event_id, resend_no) do nothing
      returning id, state
    ), due as (
      insert into delivery_queue (team_id, destination_id, id, due_at)
      select ${teamId}, ${destinationId}, id, now() from queued where state = 'queued'
    )
    select id from queued`)
  return rows[0]?.id ?? null
}

interface Before {
  id: string
  state: DeliveryState
  what: 'event' | 'contact'
}

/** The delivery that was in the way: of one that was sent again, what became of it last; the event itself before its contact. */
async function queuedBefore(tx: Tx, destinationId: string, context: RunContext): Promise<Before | undefined> {
  const { rows } = await tx.execute<{ id: string; state: DeliveryState; what: Before['what'] }>(sql`
    select id, state, what from deliveries
    where team_id = ${context.teamId} and destination_id = ${destinationId} and event_id = ${context.event.id}
    order by what = 'event' and state in ('delivered', 'queued') desc, resend_no desc limit 1`)
  return rows[0]
}

function hadBefore(before: Before | undefined, isOff: boolean, common: StepDetail): StepOutcome {
  const detail = { ...common, ...(before && { delivery_id: before.id }) }
  if (before?.what === 'contact')
    return {
      status: 'skipped',
      reason: 'not_delivered_before',
      says: 'It got the contact of this event, not the event.',
      detail,
    }
  switch (before?.state) {
    case 'delivered':
      return { status: 'done', says: 'It had this event already.', detail }
    case 'queued':
      return { status: 'done', says: 'This event is on its way there already.', detail }
    case 'refused':
      return { status: 'skipped', reason: 'not_delivered_before', says: 'It refused this event before.', detail }
    case 'dead':
      return { status: 'skipped', reason: 'not_delivered_before', says: 'It was tried for days and given up.', detail }
    default:
      return isOff
        ? { status: 'skipped', reason: 'destination_disabled', detail }
        : { status: 'skipped', reason: 'not_delivered_before', says: 'Its delivery was cancelled before.', detail }
  }
}
