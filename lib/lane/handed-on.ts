import type { FactSet } from '@/lib/facts/fact-set'
import { partyOf } from '@/lib/ledger/fold'
import type { Money } from './fold-money'
import type { Reads } from './read'

/** An event that is shown on the page of whoever its charge belongs to. */
export interface HandedOn {
  teamId: string
  connectionId: string
  livemode: boolean
  /** Stripe's. */
  eventId: string
  from: string
  to: string
}

/**
 * A guest's charge may turn out to be a customer's. What told of it before (a refund, a dispute) was written down as the
 * guest's and is handed on with it, so that it does not matter which came first. Events of this batch know already.
 */
export function handedOn(money: Pick<Money, 'ledger'>, set: FactSet, before: FactSet, reads: Reads): HandedOn[] {
  const here = new Set(reads.events.map(({ entry }) => entry.stripeEventId))
  return money.ledger.flatMap((charge) => {
    const { teamId, connectionId, livemode, partyKey: to } = charge
    const about = { teamId, connectionId, livemode, objectId: charge.chargeId }
    const from = partyOf(before.of(about))
    if (from === null || to === null || from === to) return []
    const tellers = new Set(set.of(about).map((fact) => fact.eventId))
    return [...tellers]
      .filter((eventId) => !here.has(eventId))
      .map((eventId) => ({ teamId, connectionId, livemode, eventId, from, to }))
  })
}
