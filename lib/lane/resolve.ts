import type { FactSet } from '@/lib/facts/fact'
import { partyOf } from '@/lib/ledger/fold'
import { customerKey, emailKeyOf, guestKey, objectWaitKey, type PartyKey } from '@/lib/subscribers/party'
import type { DecidedEntry } from './entry'

export interface Resolved {
  decided: DecidedEntry
  /** Whose event it is; null when neither it nor its charge names anybody. */
  partyKey: PartyKey | null
  /** What would tell, as long as it is not known. */
  waitKeys: string[]
}

/** Whom an event is about: its customer, else its own address, else whoever its charge or payment belongs to. */
export function resolve(decided: DecidedEntry, facts: FactSet): Resolved {
  const { entry, normalized } = decided
  const about = [normalized.charge_id, normalized.payment_intent_id].filter((id) => id !== null)
  const partyKey = ownParty(decided) ?? firstParty(about, decided, facts)
  return {
    decided,
    partyKey,
    waitKeys: [...(partyKey ? [partyKey] : []), ...about.map((id) => objectWaitKey(entry.connectionId, id))],
  }
}

function ownParty({ entry, normalized }: DecidedEntry): PartyKey | null {
  const { customer_id: customer, email } = normalized.subscriber
  if (customer) return customerKey(entry.connectionId, customer)
  return email ? guestKey(emailKeyOf(email)) : null
}

function firstParty(objectIds: string[], { entry }: DecidedEntry, facts: FactSet): PartyKey | null {
  for (const objectId of objectIds) {
    const party = partyOf(
      facts.of({ teamId: entry.teamId, connectionId: entry.connectionId, objectId, livemode: entry.livemode }),
    )
    if (party) return party
  }
  return null
}
