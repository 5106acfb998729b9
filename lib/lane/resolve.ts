import type { FactSet } from '@/lib/facts/fact-set'
import { partyOf } from '@/lib/ledger/fold'
import { leadsOf } from '@/lib/look-ups/leads'
import { Reach } from '@/lib/look-ups/reach'
import { givesWay } from '@/lib/subscribers/aside'
import { objectWaitKey, type PartyKey, partyOf as partyNamed } from '@/lib/subscribers/party'
import type { Telling } from './entry'

export interface Resolved<T extends Telling = Telling> {
  decided: T
  /** Whose event it is; null when nothing it leads to names anybody. */
  partyKey: PartyKey | null
  /** Whether it, or its charge, says so itself. */
  own: boolean
  /** Whom its own payload names, who may be somebody else; null for nobody. */
  named: PartyKey | null
  /** What would tell, as long as it is not known. */
  waitKeys: string[]
  reach: Reach
}

/**
 * Whom an event is about: its customer, else its own address, else whoever its charge or what that leads to belongs to. The
 * address of a refund's instructions comes last, but needs no call: nothing is asked where it names somebody.
 */
export function resolve<T extends Telling>(decided: T, facts: FactSet): Resolved<T> {
  const { entry, normalized } = decided
  const named = partyNamed(decided.person, entry.connectionId)
  const first = givesWay(decided) && named?.startsWith('mail:') ? null : named
  const reach = new Reach(leadsOf(decided), entry, facts)
  const own = first ?? partyOfObject(normalized.charge_id, reach)
  const through = () =>
    reach
      .objects()
      .map((id) => partyOfObject(id, reach))
      .find((party) => party !== null) ?? null
  const found = own ?? through()
  const partyKey = found ?? named
  const objectKeys = reach.objects().map((id) => objectWaitKey(entry.connectionId, id))
  return {
    decided,
    partyKey,
    own: own !== null || found === null,
    named,
    waitKeys: [...(partyKey ? [partyKey] : []), ...objectKeys],
    reach,
  }
}

const partyOfObject = (id: string | null, reach: Reach) => (id ? partyOf(reach.factsOf(id)) : null)
