import type { FactValue, MadeFact } from '@/lib/facts/fact'
import type { Telling } from '@/lib/lane/entry'
import { currencyOf, type Json, readCustomer, text } from '@/lib/normalize/readers'
import { isAside } from './aside'
import { addressOf, emailKeyOf, guestOf } from './party'

/**
 * What an event says about its person, on the customer (or, for a guest, on `mail:<address>`). Aspects: `email` and
 * `name` from the Customer object itself, `email_given` from a checkout session or invoice (decision 0006), `email_seen` and
 * `name_seen` from anything else, `currency` (Stripe: the one the customer is billed in), `deleted`. The address is kept even when the event is switched off; names follow the
 * event's settings.
 */
export function personFacts(telling: Telling): MadeFact[] {
  const { object, previous, type, decision, counts } = telling
  const { name, customer_id: customer, email: written } = telling.person
  const email = addressOf(written)
  const own = object.object === 'customer' && !!customer
  const target = customer ?? guestOf(email)
  if (!target) return []

  const made: MadeFact[] = []
  const given = isGiven(object.object)
  const rank = own ? customerRank(type) : isAside(telling) ? -1 : given ? 1 : 0
  if (email)
    made.push({
      objectId: target,
      aspect: own ? 'email' : given ? 'email_given' : 'email_seen',
      // The first address of its kind stays, so of one second the one that says most comes first.
      rank: own ? rank : isAside(telling) ? 1 : 0,
      value: {
        email,
        key: emailKeyOf(email),
        ...(own && 'email' in previous ? { from: formerAddress(previous.email) } : {}),
      },
    })
  if (!counts) return made
  if (name && decision?.update_subscriber && decision.full_name)
    made.push({ objectId: target, aspect: own ? 'name' : 'name_seen', rank, value: nameValue(name, own, previous) })
  const { currency, deleted } = readCustomer(object)
  if (own && currency && decision?.update_subscriber)
    made.push({ objectId: target, aspect: 'currency', rank, value: currencyValue(currency, previous) })
  if (own && type === 'customer.deleted')
    made.push({
      objectId: target,
      aspect: 'deleted',
      rank: 2,
      value: { on_delete: decision?.on_delete ?? 'unsubscribe' },
    })
  else if (own && deleted && decision?.on_delete)
    made.push({ objectId: target, aspect: 'deleted', rank: 1, value: { on_delete: decision.on_delete } })
  return made
}

/**
 * The group an event's settings put its person in: on the person, once it is known, or on the charge the event names instead
 * of one.
 */
export const groupFact = (objectId: string, group: string): MadeFact => ({
  objectId,
  aspect: 'group',
  rank: 0,
  value: { group },
})

const customerRank = (type: string) => (type === 'customer.deleted' ? 2 : type === 'customer.created' ? 0 : 1)

/** What a buyer typed at checkout or an invoice froze says more than a card's billing details (decision 0006). */
const isGiven = (object: unknown) => object === 'checkout.session' || object === 'invoice'

/** Of two changes in one second the one that changed from what the other says came later (lib/facts/chain). */
function formerAddress(value: unknown): FactValue {
  const email = addressOf(text(value))
  return { email, key: email && emailKeyOf(email) }
}

const nameValue = (name: string, own: boolean, previous: Json): FactValue =>
  own && 'name' in previous ? { name, from: { name: text(previous.name) } } : { name }

const currencyValue = (currency: string, previous: Json): FactValue =>
  'currency' in previous ? { currency, from: { currency: currencyOf(previous.currency) } } : { currency }
