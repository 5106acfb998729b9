import { type Outgoing, type QueuedDelivery, queuedDeliveries } from '@/lib/deliveries/queued'
import type { Fact } from '@/lib/facts/fact'
import { FactSet } from '@/lib/facts/fact-set'
import { type QueuedRun, queuedRuns, type Wake, wakes } from '@/lib/flows/queued'
import type { Job } from '@/lib/jobs'
import { partyOf } from '@/lib/ledger/fold'
import { lookedUp } from '@/lib/look-ups/facts'
import { questionsOf } from '@/lib/look-ups/questions'
import { restedOn } from '@/lib/revenue/rested-on'
import { customerKey, objectWaitKey } from '@/lib/subscribers/party'
import { answered } from './answered'
import { type ClosedConnection, ConnectionWatch } from './connection-watch'
import { decide } from './decide'
import type { DecidedEntry, Entry } from './entry'
import { type EventRow, eventRow } from './event-row'
import { foldMoney, type Money } from './fold-money'
import { foldPeople, type People } from './fold-people'
import { type HandedOn, handedOn } from './handed-on'
import { IgnoreList } from './ignore-list'
import { jobsOf } from './jobs'
import { touchedBy } from './obey'
import type { Reads } from './read'
import { forget } from './replay'
import { type Resolved, resolve } from './resolve'
import type { State } from './state'
import { answerFactsOf, factsOf, laterFactsOf } from './tell'

/** Everything a batch writes: computed values, ready to be set. */
export interface Next {
  /** All entries of the batch: each is at its end, whatever kind it was. */
  entries: readonly Entry[]
  events: EventRow[]
  facts: Fact[]
  /** Told by an event that is replayed, and not told again. */
  forgotten: Fact[]
  money: Money
  people: People
  waiting: { teamId: string; key: string; eventId: string }[]
  /** Keys that are answered now; whoever waits for one returns to the queue. */
  answered: { teamId: string; key: string }[]
  closed: ClosedConnection[]
  /** Events of before whose charge turned out to be somebody else's. */
  handedOn: HandedOn[]
  /** What goes out: an event to each destination that wants it. */
  deliveries: QueuedDelivery[]
  /** Flows that begin, and runs that what they wait for has come to. */
  runs: QueuedRun[]
  wakes: Wake[]
  /** Slow work that follows: questions to Stripe, mails, other figures that rest on what changed. */
  jobs: Job[]
}

/**
 * The pure heart of the lane: from what was loaded and what came in to what is written. It works on the *set* of facts,
 * so one batch of a hundred and a hundred batches of one end in the same state, whatever the order.
 */
export function fold(state: State, reads: Reads, now: number): Next {
  const watch = new ConnectionWatch(state)
  const ignored = new IgnoreList(state, [...reads.events, ...reads.answers])
  // In order, one by one: a deauthorization changes how the entries behind it are decided.
  const decided = reads.events.map((read) => watch.follow(decide(read, state, ignored, now)))
  const answers = reads.answers.map((read) => answered(read, state, ignored))

  const told = [...decided.flatMap(factsOf), ...answers.flatMap(answerFactsOf)]
  const { kept, replayed } = forget(state.facts, reads.events)
  const before = new FactSet(state.facts)
  // What is stored wins: told again, by whatever way, a charge stays at home where it was.
  const set = new FactSet([...told, ...kept])
  const { resolved, later } = resolveAll(decided, set)

  const facts = [...new FactSet([...told, ...later])]
  const touched = [...facts, ...replayed, ...touchedBy(reads.commands)]
  const money = foldMoney(set, touched, state.sites, new Date(now))
  const people = foldPeople(state, set, {
    resolved: [...resolved, ...answers.map((a) => resolve(a, set))],
    touched,
    money,
    commands: reads.commands,
  })
  const outNow = new Date(now).toISOString()
  const events = resolved.map((one) => {
    const before = state.known.get(one.decided.entry.id)?.outflowAt ?? null
    return eventRow(one, people, { before, now: outNow })
  })
  const outgoing = events.map((row, i) => ({ row, object: resolved[i]?.decided.object ?? {} })).filter(goesOut(state))
  const waiting = resolved.filter((_, i) => events[i]?.status === 'waiting')
  return {
    entries: reads.entries,
    events,
    facts,
    forgotten: replayed.filter((fact) => !set.has(fact)),
    money,
    people,
    waiting: waiting.flatMap(waitingFor),
    answered: [...people.known, ...answeredBy(facts, set, before)],
    closed: watch.closed,
    handedOn: handedOn(money, set, before, reads),
    deliveries: queuedDeliveries(outgoing, state, people),
    runs: queuedRuns(outgoing, state, people),
    wakes: wakes(outgoing, state),
    jobs: jobsOf({
      closed: watch.closed,
      questions: questionsOf(waiting, money.missing, set, now),
      rested: restedOn([...facts, ...replayed], state.facts, set),
    }),
  }
}

/** An event goes out once: not while it waits for its person, and not when it is replayed. */
const goesOut =
  ({ known }: State) =>
  ({ row }: Outgoing) =>
    row.outflowAt !== null && !known.get(row.id)?.outflowAt

/**
 * Whom each event is about, and what is told only once that is known; the latter is added to the set. What one event tells so
 * may lead another of this batch to its person, so it goes on until nobody has anything new to tell.
 */
function resolveAll(
  decided: readonly DecidedEntry[],
  set: FactSet,
): { resolved: Resolved<DecidedEntry>[]; later: Fact[] } {
  let resolved = decided.map((entry) => resolve(entry, set))
  const later = resolved.flatMap(laterFactsOf)
  for (let fresh = later.filter((fact) => !set.has(fact)); fresh.length > 0; ) {
    for (const fact of later) set.add(fact)
    resolved = decided.map((entry) => resolve(entry, set))
    fresh = resolved.flatMap(laterFactsOf).filter((fact) => !set.has(fact))
    later.push(...fresh)
  }
  for (const fact of later) set.add(fact)
  return { resolved, later }
}

/** A derived event waits by its base's entry: that returns to the queue, and brings it along. */
const waitingFor = ({ decided: { entry, derivedFrom }, waitKeys }: Resolved<DecidedEntry>) =>
  waitKeys.map((key) => ({ teamId: entry.teamId, key, eventId: derivedFrom ?? entry.id }))

/**
 * Whoever waits for an object goes on when that was asked about, or when it now belongs to somebody else than before: those
 * may know their person, or have the next question. Told a second time it answers nobody, or two that wait for the same
 * person would send each other back to the queue for ever.
 */
function answeredBy(facts: readonly Fact[], set: FactSet, before: FactSet) {
  return facts.flatMap((fact) => {
    const { teamId, connectionId, objectId, aspect } = fact
    if (before.has(fact)) return []
    if (aspect === lookedUp('customer')) return [{ teamId, key: customerKey(connectionId, objectId) }]
    const asked = aspect.startsWith(lookedUp(''))
    const moved = isParty(aspect) && partyOf(before.of(fact)) !== partyOf(set.of(fact))
    return asked || moved ? [{ teamId, key: objectWaitKey(connectionId, objectId) }] : []
  })
}

const isParty = (aspect: string) => aspect === 'party' || aspect === 'party_through'
