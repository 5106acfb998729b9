import type { Contact, Delivery, Outcome } from '../destination'
import type { BentoApi } from './api'
import { sendTogether } from './send-together'

/** Bento takes tags with a subscriber, not with an event. Where nobody ever had one, nothing is sent. */
export async function tellTags(deliveries: readonly Delivery[], api: BentoApi, outcomes: Map<Delivery, Outcome>) {
  const tagged = deliveries.filter(({ contact }) => contact && Object.keys(tagsOf(contact)).length > 0)
  const people = (some: readonly Delivery[]) =>
    new Map(
      some.flatMap(({ contact }) => (contact ? [[contact.email, { email: contact.email, ...tagsOf(contact) }]] : [])),
    )
  await sendTogether(tagged, (some) => api.subscribers([...people(some).values()]), outcomes)
  // Their event is still to be sent.
  for (const one of tagged) if (outcomes.get(one)?.status === 'delivered') outcomes.delete(one)
}

/** A list with commas: a tag with a comma in it cannot be said there. */
export function tagsOf({ tags, former_tags }: Pick<Contact, 'tags' | 'former_tags'>) {
  const list = (some: readonly string[]) => some.filter((tag) => !tag.includes(',')).join(',')
  const [has, had] = [list(tags), list(former_tags)]
  return { ...(has ? { tags: has } : {}), ...(had ? { remove_tags: had } : {}) }
}
