import type { Tx } from '@/db/client'
import { editAllParties, type PartyPlace, saidOnce } from '@/lib/subscribers/edit'
import { lift, liftUnsubscribed, suppress } from './suppressions'

/** A person by one of their parties, and the address they get mail at. */
export interface Recipient extends PartyPlace {
  email: string
}

/**
 * They want no more mail: no flow writes to the address from this commit on, and within a moment the subscriber says so too, which
 * stays with the person when their address changes and is told to destinations: each of their parties keeps it, whichever of them the
 * mail was about. With the same key it is said once: who subscribed again since stays subscribed.
 */
export const unsubscribe = (tx: Tx, recipient: Recipient, says: string, key?: string): Promise<string> =>
  saidOnce(tx, recipient.teamId, key, async () => {
    await suppress(tx, recipient, 'unsubscribed', says)
    return editAllParties(tx, recipient, { unsubscribed: true }, key)
  })

/** `by`: a link takes back its own word alone; somebody of the team knows that a bounced address is there again. */
export async function subscribeAgain(tx: Tx, recipient: Recipient, by: 'link' | 'hand'): Promise<void> {
  await (by === 'link' ? liftUnsubscribed : lift)(tx, recipient)
  await editAllParties(tx, recipient, { unsubscribed: false })
}
