import type { Fact } from '@/lib/facts/fact'
import { FactSet } from '@/lib/facts/fact'
import type { LedgerRow } from '@/lib/ledger/fold'
import type { SubscriptionRow } from '@/lib/revenue/fold'
import { objectWaitKey } from '@/lib/subscribers/party'
import { type ClosedConnection, ConnectionWatch } from './connection-watch'
import { decide } from './decide'
import type { DecidedEntry } from './entry'
import { type EventRow, eventRow } from './event-row'
import { foldMoney } from './fold-money'
import { foldPeople, type People } from './fold-people'
import type { ReadEntry } from './read'
import { type Resolved, resolve } from './resolve'
import type { State } from './state'
import { factsOf, groupFactsOf } from './tell'

/** Everything a batch writes: computed values, ready to be set. */
export interface Next {
  entries: readonly DecidedEntry[]
  events: EventRow[]
  facts: Fact[]
  ledger: LedgerRow[]
  subscriptions: SubscriptionRow[]
  people: People
  waiting: { teamId: string; key: string; eventId: string }[]
  /** Keys that are answered now; whoever waits for one returns to the queue. */
  answered: { teamId: string; key: string }[]
  closed: ClosedConnection[]
}

/**
 * The pure heart of the lane: from what was loaded and what came in to what is written. It works on the *set* of facts,
 * so one batch of a hundred and a hundred batches of one end in the same state, whatever the order.
 */
export function fold(state: State, reads: readonly ReadEntry[], now: number): Next {
  const watch = new ConnectionWatch(state)
  // In order, one by one: a deauthorization changes how the entries behind it are decided.
  const entries = reads.map((read) => watch.follow(decide(read, state, now)))

  const told = entries.flatMap(factsOf)
  const set = new FactSet([...state.facts, ...told])
  const resolved = entries.map((entry) => resolve(entry, set))
  const groups = resolved.flatMap(groupFactsOf)
  for (const fact of groups) set.add(fact)

  const money = foldMoney(set, told, state.sites)
  const people = foldPeople(state, set, resolved, money)
  const events = resolved.map((r) => eventRow(r, people))
  return {
    entries,
    events,
    facts: [...told, ...groups],
    ...money,
    people,
    waiting: events.flatMap((event, i) => (event.status === 'waiting' ? waitingFor(resolved[i], event) : [])),
    answered: [...people.known, ...told.flatMap(answeredObject)],
    closed: watch.closed,
  }
}

const waitingFor = (resolved: Resolved | undefined, event: EventRow) =>
  (resolved?.waitKeys ?? []).map((key) => ({ teamId: event.teamId, key, eventId: event.id }))

/** A charge or payment that now says whose it is. */
const answeredObject = (fact: Fact) =>
  fact.aspect === 'party' ? [{ teamId: fact.teamId, key: objectWaitKey(fact.connectionId, fact.objectId) }] : []
