import { type Asked, json, type Reply } from '../http'
import { type Fields, isFields, isScalar } from './checks'
import { type Audience, updateContact } from './loops-contacts'
import { loopsError } from './loops-errors'
import type { Log } from './stand-in'

const day = 24 * 60 * 60_000

/** `POST /events/send`: what is not the event's own is a property of the contact. Keys are remembered for a day, once taken. */
export function createEvents(now: () => number) {
  const taken = new Map<string, number>()
  return (asked: Asked, body: Fields, audience: Audience, log: Log): Reply => {
    const { eventName, eventProperties = {}, mailingLists: _lists, ...contact } = body
    const key = asked.headers['idempotency-key']
    if (typeof key === 'string' && key.length > 100) return loopsError(log, 400, 'Idempotency-Key is too long')
    const wrong = wrongWithName(eventName) ?? wrongWithEventProperties(eventProperties)
    if (wrong !== null) return loopsError(log, 400, wrong)
    if (typeof key === 'string' && now() - (taken.get(key) ?? Number.NEGATIVE_INFINITY) < day)
      return loopsError(log, 409, 'Idempotency key has been used')

    const updated = updateContact(contact, audience, log)
    if (updated === 'hang' || updated === 'reset' || updated.status !== 200) return updated
    if (typeof key === 'string') taken.set(key, now())
    const email = typeof contact.email === 'string' ? contact.email : null
    log.arrived.push({ key: String(key ?? ''), name: String(eventName), email, data: body })
    return json(200, { success: true })
  }
}

function wrongWithName(name: unknown): string | null {
  if (typeof name !== 'string' || name === '') return 'eventName is required'
  if (name.includes(':')) return 'Event names cannot contain a colon'
  // Nothing is documented about other signs; what we do not know to be taken is refused here.
  return /^[A-Za-z0-9._ -]+$/.test(name) ? null : 'eventName has signs nobody documents'
}

function wrongWithEventProperties(properties: unknown): string | null {
  if (!isFields(properties)) return 'eventProperties must be an object'
  for (const [name, value] of Object.entries(properties)) {
    if (!isScalar(value)) return `Event property ${name} must be a string, number, boolean or date`
    if (typeof value === 'string' && value.length > 500) return `Event property ${name} is longer than 500 characters`
  }
  return null
}
