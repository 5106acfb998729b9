import type { Contact, Outcome } from '../destination'
import type { LoopsApi } from './api'

/**
 * Loops finds a contact by its address and changes that address only for one with a `userId`. One that has an id keeps it, since it is the
 * merchant's own; one that has none gets our subscriber's. Null when the contact is where it should be, or none was there.
 */
export async function moveAddress(contact: Contact, api: LoopsApi): Promise<Outcome | null> {
  const { email, known_as, subscriber_id } = contact
  if (!known_as || known_as === email) return null
  const found = await api.find(known_as)
  if (!found.ok) return found.outcome
  const known = Array.isArray(found.json) ? (found.json[0] as { userId?: unknown } | undefined) : undefined
  if (!known) return null

  const own = typeof known.userId === 'string' && known.userId !== '' ? known.userId : null
  if (!own) {
    const named = await api.update({ email: known_as, userId: subscriber_id })
    if (!named.ok) return named.outcome
  }
  const moved = await api.update({ userId: own ?? subscriber_id, email })
  // Refused: somebody has the new address already. Then that contact is the one to keep up to date.
  return moved.ok || moved.outcome.status === 'refused' ? null : moved.outcome
}

/** Under both addresses; a contact Loops does not have (404) is as good as deleted. No event follows: it would make them anew. */
export async function remove({ email, known_as }: Contact, api: LoopsApi): Promise<Outcome> {
  for (const address of new Set([known_as ?? email, email])) {
    const heard = await api.remove(address)
    if (!heard.ok && heard.status !== 404) return heard.outcome
  }
  return { status: 'delivered', says: 'The contact was deleted.' }
}
