import type { Fact, MadeFact } from '@/lib/facts/fact'
import { moneyFacts } from '@/lib/ledger/facts'
import { answerFacts } from '@/lib/look-ups/facts'
import { productFacts } from '@/lib/products/facts'
import { revenueFacts } from '@/lib/revenue/facts'
import { givesWay } from '@/lib/subscribers/aside'
import { groupFact, personFacts } from '@/lib/subscribers/facts'
import { partyOf, personObject } from '@/lib/subscribers/party'
import type { AnsweredEntry, DecidedEntry, Telling } from './entry'
import type { Resolved } from './resolve'

/**
 * The facts an event tells. Money and the customer's address always; plan and MRR are fields of the subscriber, so they
 * follow "update subscriber"; a switched-off event keeps its address only. A derived event leaves them to its base.
 */
export function factsOf(decided: DecidedEntry): Fact[] {
  if (decided.derivedFrom !== null || (!decided.counts && !decided.linksOnly)) return []
  const made = [
    ...personFacts(decided),
    ...(decided.counts ? moneyFacts(decided) : ownersOf(decided)),
    ...(decided.counts && decided.decision?.update_subscriber ? revenueFacts(decided) : []),
    ...(decided.counts ? productFacts(decided.object, decided.type) : []),
    ...chargeGroupOf(decided),
  ]
  return made.map((fact) => dated(fact, decided))
}

/**
 * The group of an event that names nobody itself but a charge: whoever the charge belongs to is in it, today and when it
 * turns out to be somebody else's.
 */
function chargeGroupOf(decided: DecidedEntry): MadeFact[] {
  const group = groupIn(decided)
  const charge = decided.normalized.charge_id
  return group && charge && !namesSomebody(decided) ? [groupFact(charge, group)] : []
}

const groupIn = ({ counts, decision }: Telling) =>
  counts && decision?.update_subscriber ? (decision.user_group ?? null) : null

const namesSomebody = (telling: Telling) =>
  !givesWay(telling) && partyOf(telling.person, telling.entry.connectionId) !== null

/**
 * What Stripe's answer tells: the same as its object would, and that it was asked. It gives way to any event of the same
 * second, whatever came first.
 */
export function answerFactsOf(answer: AnsweredEntry): Fact[] {
  const { counts, linksOnly, found } = answer
  const made = [
    ...answerFacts(answer),
    ...(found && (counts || linksOnly) ? personFacts(answer) : []),
    ...(found && counts ? moneyFacts(answer) : []),
    ...(found && counts && answer.decision?.update_subscriber ? revenueFacts(answer) : []),
    ...(found && counts ? productFacts(answer.object, answer.type, true) : []),
  ]
  return made.map((fact) => dated({ ...fact, rank: behindEvents(fact) }, answer))
}

/** Of addresses seen the first one stays, of everything else the newest word. */
const behindEvents = ({ aspect, rank }: MadeFact) =>
  aspect === 'email_seen' || aspect === 'email_given' ? rank + 100 : rank - 100

/** Whose an ignored customer's charge is: its refunds and disputes name nobody, and belong to the same customer. */
const ownersOf = (decided: DecidedEntry): MadeFact[] =>
  decided.decision?.left_out?.by === 'customer' ? moneyFacts(decided).filter(({ aspect }) => aspect === 'party') : []

/** What an event tells only once its person is known, who may be known only through other objects. */
export const laterFactsOf = (resolved: Resolved<DecidedEntry>): Fact[] => [
  ...groupFactsOf(resolved),
  ...linkFactsOf(resolved),
]

/** A charge whose person was found through other objects is that person's money; its own word would come before this. */
function linkFactsOf({ decided, partyKey, own }: Resolved<DecidedEntry>): Fact[] {
  const charge = decided.normalized.charge_id
  if (!decided.counts || decided.derivedFrom !== null || !partyKey || own || !charge) return []
  const value = { party: partyKey, person: personObject(partyKey) }
  return [dated({ objectId: charge, aspect: 'party_through', rank: 0, value }, decided)]
}

function groupFactsOf({ decided, partyKey }: Resolved): Fact[] {
  const group = groupIn(decided)
  const isOnCharge = decided.normalized.charge_id !== null && !namesSomebody(decided)
  if (!partyKey || !group || isOnCharge) return []
  return [dated(groupFact(personObject(partyKey), group), decided)]
}

function dated(fact: MadeFact, { entry, at }: Telling): Fact {
  return {
    teamId: entry.teamId,
    connectionId: entry.connectionId,
    objectId: fact.objectId,
    aspect: fact.aspect,
    at,
    rank: fact.rank,
    value: fact.value,
    eventId: entry.stripeEventId,
    siteId: entry.siteId,
    livemode: entry.livemode,
  }
}
