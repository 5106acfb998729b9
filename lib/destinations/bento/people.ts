import type { Contact, Delivery, Outcome } from '../destination'
import type { BentoApi, Command } from './api'

/**
 * Before a batch, each person once: a new address and an unsubscription reach Bento only as commands. Puts an outcome to the
 * deliveries that end here: of a person for whom Bento did not do it, or who is gone.
 */
export async function settlePeople(deliveries: readonly Delivery[], api: BentoApi, outcomes: Map<Delivery, Outcome>) {
  for (const [contact, theirs] of byPerson(deliveries)) {
    const ended = await settle(contact, api)
    if (ended) for (const delivery of theirs) outcomes.set(delivery, ended)
  }
}

async function settle(contact: Contact, api: BentoApi): Promise<Outcome | null> {
  for (const command of commandsFor(contact)) {
    const heard = await api.command(command)
    if (heard.ok) continue
    // An address it will not change is no reason to keep the event back: it goes to the new one.
    if (command.command === 'change_email' && heard.outcome.status === 'refused') continue
    return heard.outcome
  }
  // Bento has no call that deletes a person, and an event sent now would make them anew if somebody deletes them there.
  return contact.deleted ? { status: 'delivered', says: 'Unsubscribed: Bento has no call to delete a person.' } : null
}

function* commandsFor({ email, known_as, unsubscribed, deleted }: Contact): Generator<Command> {
  if (known_as && known_as !== email) yield { command: 'change_email', email: known_as, query: email }
  if (unsubscribed || deleted) yield { command: 'unsubscribe', email }
}

function byPerson(deliveries: readonly Delivery[]): Iterable<[Contact, Delivery[]]> {
  const people = new Map<string, [Contact, Delivery[]]>()
  for (const delivery of deliveries) {
    const { contact } = delivery
    if (!contact) continue
    const person = people.get(contact.subscriber_id) ?? [contact, []]
    person[1].push(delivery)
    people.set(contact.subscriber_id, person)
  }
  return people.values()
}
