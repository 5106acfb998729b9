import type { Decision, EventStatus } from '@/db/schema/events'
import { catalogueRow, eventName } from '@/lib/catalogue'
import { type NormalizedEvent, normalizerVersion } from '@/lib/normalize'
import type { Reason } from '@/lib/reasons'
import type { DecidedEntry } from './entry'
import type { People } from './fold-people'
import type { Resolved } from './resolve'

export interface EventRow {
  teamId: string
  id: string
  connectionId: string
  stripeEventId: string
  siteId: string
  livemode: boolean
  name: string
  type: string
  status: EventStatus
  reason: Reason | null
  partyKey: string | null
  occurredAt: string | null
  receivedAt: string
  body: NormalizedEvent
  decision: Decision | null
  normalizerVersion: number
  derivedFrom: string | null
  /** When it went out to flows and destinations, by the database's clock; null while it waits. */
  outflowAt: string | null
}

/** The event as it is kept. One about a person who is not known yet waits; nothing of it is lost. */
export function eventRow(resolved: Resolved<DecidedEntry>, people: People, out: Out): EventRow {
  const { decided } = resolved
  const { entry, normalized, type } = decided
  const partyKey = whose(resolved, people)
  const isMissing =
    decided.counts && catalogueRow(type)?.person === true && !(partyKey && people.subscriberOf(entry, partyKey))
  const ended = isMissing ? without(resolved.waitKeys) : { status: decided.status, reason: decided.reason }
  return {
    teamId: entry.teamId,
    id: entry.id,
    connectionId: entry.connectionId,
    stripeEventId: entry.stripeEventId,
    siteId: entry.siteId,
    livemode: entry.livemode,
    name: normalized.name ?? eventName(type),
    type,
    status: ended.status,
    reason: ended.reason,
    partyKey,
    occurredAt: normalized.occurred_at,
    receivedAt: entry.receivedAt.toISOString(),
    body: normalized,
    decision: decided.decision,
    normalizerVersion,
    derivedFrom: decided.derivedFrom,
    outflowAt: out.before ?? (ended.status === 'waiting' ? null : out.now),
  }
}

/** When it went out before, which stands: replayed it does not go out again; else the moment of this batch. */
export interface Out {
  before: string | null
  now: string
}

/** Without anything that could tell whose it is there is nothing to wait for. */
const without = (waitKeys: readonly string[]): Pick<EventRow, 'status' | 'reason'> =>
  waitKeys.length > 0 ? { status: 'waiting', reason: 'no_person' } : { status: 'ignored', reason: 'nobody_named' }

/** Where the one it leads to is not known yet but the one it names is, that is whose it is. */
function whose({ decided: { entry }, partyKey, named }: Resolved<DecidedEntry>, people: People) {
  if (!partyKey || !named || people.subscriberOf(entry, partyKey)) return partyKey
  return people.subscriberOf(entry, named) ? named : partyKey
}
