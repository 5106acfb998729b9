import type { FactSet } from '@/lib/facts/fact'
import { partyOf } from '@/lib/ledger/fold'
import { leadsOf } from '@/lib/look-ups/leads'
import { Reach } from '@/lib/look-ups/reach'
import { customerKey, guestOf, objectWaitKey, type PartyKey } from '@/lib/subscribers/party'
import type { Telling } from './entry'

export interface Resolved<T extends Telling = Telling> {
  decided: T
  /** Whose event it is; null when nothing it leads to names anybody. */
  partyKey: PartyKey | null
  /** Whether it, or its charge, says so itself. */
  own: boolean
  /** What would tell, as long as it is not known. */
  waitKeys: string[]
  reach: Reach
}

/** Whom an event is about: its customer, else its own address, else whoever its charge or what that leads to belongs to. */
export function resolve<T extends Telling>(decided: T, facts: FactSet): Resolved<T> {
  const { entry, normalized } = decided
  const reach = new Reach(leadsOf(decided), entry, facts)
  const own = ownParty(decided) ?? partyOfObject(normalized.charge_id, reach)
  const partyKey =
    own ??
    reach
      .objects()
      .map((id) => partyOfObject(id, reach))
      .find((party) => party !== null) ??
    null
  const objectKeys = reach.objects().map((id) => objectWaitKey(entry.connectionId, id))
  return { decided, partyKey, own: own !== null, waitKeys: [...(partyKey ? [partyKey] : []), ...objectKeys], reach }
}

function ownParty({ entry, normalized }: Telling): PartyKey | null {
  const { customer_id: customer, email } = normalized.subscriber
  if (customer) return customerKey(entry.connectionId, customer)
  return guestOf(email)
}

const partyOfObject = (id: string | null, reach: Reach) => (id ? partyOf(reach.factsOf(id)) : null)
