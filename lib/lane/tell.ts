import type { Fact, MadeFact } from '@/lib/facts/fact'
import { moneyFacts } from '@/lib/ledger/facts'
import { subscriptionFacts } from '@/lib/revenue/facts'
import { groupFact, personFacts } from '@/lib/subscribers/facts'
import { personObject } from '@/lib/subscribers/party'
import type { DecidedEntry } from './entry'
import type { Resolved } from './resolve'

/**
 * The facts an entry tells. Money and the customer's address always; plan and MRR are fields of the subscriber, so they
 * follow "update subscriber"; a switched-off event keeps its address only.
 */
export function factsOf(decided: DecidedEntry): Fact[] {
  if (!decided.counts && !decided.linksOnly) return []
  const made = [
    ...personFacts(decided),
    ...(decided.counts ? moneyFacts(decided) : []),
    ...(decided.counts && decided.decision?.update_subscriber ? subscriptionFacts(decided) : []),
  ]
  return made.map((fact) => dated(fact, decided))
}

/** The user group of an event belongs to its person, who may be known only through a charge. */
export function groupFactsOf({ decided, partyKey }: Resolved): Fact[] {
  const group = decided.decision?.user_group
  if (!decided.counts || !partyKey || !group || !decided.decision?.update_subscriber) return []
  return [dated(groupFact(personObject(partyKey), group), decided)]
}

function dated(fact: MadeFact, { entry, at }: DecidedEntry): Fact {
  return {
    ...fact,
    teamId: entry.teamId,
    connectionId: entry.connectionId,
    at,
    eventId: entry.stripeEventId,
    siteId: entry.siteId,
    livemode: entry.livemode,
  }
}
