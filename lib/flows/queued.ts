import { newId } from '@/db/schema/columns'
import { deliveredEvent, type Outgoing } from '@/lib/deliveries/queued'
import { captures } from '@/lib/destinations/captured'
import type { EventRow } from '@/lib/lane/event-row'
import type { People } from '@/lib/lane/fold-people'
import type { State, StoredFlow } from '@/lib/lane/state'
import { mayEnter } from './conditions-of-event'
import { detailsOf } from './details'
import type { FlowEvent } from './flow-event'
import { isHeard } from './heard'
import { occasionOf } from './same-thing'

/** A run as the lane writes it; its queue row follows from it. Whether it may enter is looked at there (lib/flows/engine). */
export interface QueuedRun {
  teamId: string
  id: string
  flowId: string
  versionNo: number
  siteId: string
  livemode: boolean
  connectionId: string
  eventId: string
  partyKey: string
  type: string
  event: FlowEvent
  occasion: string | null
}

/** Something happened to somebody: their runs that listen for it look at once. */
export interface Wake {
  teamId: string
  siteId: string
  livemode: boolean
  partyKey: string
  type: string
}

/**
 * What this batch begins: a run of every live flow that waits for such an event on its site and mode, about somebody who is known.
 * What is history, or triggers nothing by its setting, begins nothing (FL-01).
 */
export function queuedRuns(events: readonly Outgoing[], state: State, people: People): QueuedRun[] {
  if (state.flows.length === 0) return []
  return events.flatMap((outgoing) => {
    const { row } = outgoing
    const flows = state.flows.filter((flow) => flow.begins === row.type && isOf(flow, row))
    const subscriberId = row.partyKey && flows.length > 0 && starts(row) ? people.subscriberOf(row, row.partyKey) : null
    const event = subscriberId === null ? null : flowEvent(outgoing, subscriberId)
    if (!event || !row.partyKey) return []
    const { partyKey } = row
    return flows
      .filter(({ filters }) => !filters || mayEnter(filters, event))
      .map((flow) => ({ ...queued(flow, row, event), partyKey }))
  })
}

const starts = ({ status, decision }: EventRow) =>
  status === 'processed' && decision?.trigger_flows === true && !decision.no_flows

/** Also by what is history, or counts for nothing: it is over that somebody owes, whenever they paid. */
export function wakes(events: readonly Outgoing[], state: State): Wake[] {
  if (state.flows.length === 0) return []
  return events.flatMap(({ row }) => {
    const { teamId, siteId, livemode, partyKey, type } = row
    const isListenedFor = state.flows.some((flow) => flow.listens.includes(type) && isOf(flow, row))
    return partyKey && isHeard(row) && isListenedFor ? [{ teamId, siteId, livemode, partyKey, type }] : []
  })
}

const isOf = (flow: StoredFlow, { siteId, livemode }: EventRow) => flow.siteId === siteId && flow.livemode === livemode

function flowEvent({ row, object }: Outgoing, subscriberId: string): FlowEvent | null {
  const event = deliveredEvent(row, subscriberId)
  return event && { ...event, details: detailsOf(row.type, object), captured: captures(row.type, object) }
}

function queued(flow: StoredFlow, row: EventRow, event: FlowEvent): Omit<QueuedRun, 'partyKey'> {
  const { teamId, id: eventId, connectionId, siteId, livemode, type } = row
  const { id: flowId, versionNo } = flow
  return {
    teamId,
    id: newId(),
    flowId,
    versionNo,
    siteId,
    livemode,
    connectionId,
    eventId,
    type,
    event,
    occasion: occasionOf(event),
  }
}
