import { textIn } from '@/lib/facts/fact'
import type { Person } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { personObject } from '@/lib/subscribers/party'
import type { Entry } from './entry'
import type { State } from './state'

interface Read {
  entry: Pick<Entry, 'connectionId'>
  normalized: NormalizedEvent
  person: Person
}

/**
 * The customers nobody wants to hear of, per connection. Refunds, disputes and payments of invoices name no customer, so a
 * charge, payment or invoice is followed to its own: by what was told about it before, or by its event in this same batch,
 * whichever comes first.
 */
export class IgnoreList {
  private readonly owners = new Map<string, string>()

  constructor(
    private readonly state: State,
    reads: readonly Read[],
  ) {
    const listed = [...state.connections.values()].some(({ ignoredCustomers }) => ignoredCustomers.length > 0)
    if (!listed) return
    for (const fact of state.facts) {
      const party = fact.aspect === 'party' ? textIn(fact, 'party') : null
      if (party) this.owners.set(`${fact.connectionId} ${fact.objectId}`, personObject(party))
    }
    for (const read of reads) {
      const customer = read.person.customer_id
      if (customer)
        for (const id of paidWith(read.normalized)) this.owners.set(`${read.entry.connectionId} ${id}`, customer)
    }
  }

  /** The customer on the list whom this event is about; null when there is none. */
  customerOf(read: Read): string | null {
    const { entry, normalized } = read
    const listed = this.state.connections.get(entry.connectionId)?.ignoredCustomers ?? []
    if (listed.length === 0) return null
    const owners = paidWith(normalized).map((id) => this.owners.get(`${entry.connectionId} ${id}`))
    const about = [read.person.customer_id, ...owners]
    return about.find((customer): customer is string => !!customer && listed.includes(customer)) ?? null
  }
}

const paidWith = ({ charge_id, payment_intent_id, invoice_id }: NormalizedEvent) =>
  [charge_id, payment_intent_id, invoice_id].filter((id) => id !== null)
