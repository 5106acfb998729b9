import type { MadeFact } from '@/lib/facts/fact'
import type { AnsweredEntry } from '@/lib/lane/entry'
import { addressOf, partyOf, personObject } from '@/lib/subscribers/party'
import { leadsOf } from './leads'

export const lookedUp = (object: string) => `looked_up:${object}`

/**
 * That Stripe was asked about an object and what became of it: `looked_up:<what was asked>` {found, email, leads}. Where the
 * answer names a person, the object that was asked about is theirs: aspect `party`, as charges have.
 */
export function answerFacts(answer: AnsweredEntry): MadeFact[] {
  const { about, found, counts, linksOnly, entry } = answer
  const person = answer.person
  const email = addressOf(person.email) !== null
  const asked = { objectId: about.id, aspect: lookedUp(about.object), rank: 0 }
  const made: MadeFact[] = [{ ...asked, value: { found, email, leads: { ...leadsOf(answer) } } }]
  const party = partyOf(person, entry.connectionId)
  if (party && about.object !== 'customer' && (counts || linksOnly))
    made.push({ objectId: about.id, aspect: 'party', rank: 0, value: { party, person: personObject(party) } })
  return made
}
