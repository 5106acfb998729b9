import type { Heard } from '../answers'
import type { Contact, Delivery } from '../destination'
import type { LoopsApi } from './api'
import { eventName, eventProperties } from './event'
import type { Properties } from './properties'

/**
 * The person's data, and that they are unsubscribed when they are. `subscribed: true` is never sent: it would bring back whoever
 * unsubscribed at Loops. Starts workflows that wait for a contact to be added or updated, never one that waits for an event.
 */
export const sendContact = ({ email, unsubscribed }: Contact, properties: Properties, api: LoopsApi): Promise<Heard> =>
  api.update({ ...properties, email, ...(unsubscribed ? { subscribed: false } : {}) })

/** Loops: contact properties stand beside the event's own fields, and an event's time is the moment it is sent. */
export async function sendEvent(
  { id, event }: Delivery,
  contact: Contact,
  properties: Properties,
  stripeNames: boolean,
  api: LoopsApi,
): Promise<Heard> {
  if (contact.unsubscribed) {
    const unsubscribed = await sendContact(contact, properties, api)
    if (!unsubscribed.ok) return unsubscribed
  }
  const body = {
    ...properties,
    email: contact.email,
    eventName: eventName(event, stripeNames),
    eventProperties: eventProperties(event),
  }
  const heard = await api.event(body, id)
  // 409: the idempotency key is known, so an earlier attempt arrived and only its answer was lost (OUT-10).
  return !heard.ok && heard.status === 409 ? { ok: true, json: null, says: '' } : heard
}
