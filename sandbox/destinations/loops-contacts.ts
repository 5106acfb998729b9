import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../http'
import { type Fields, isEmail } from './checks'
import { loopsError } from './loops-errors'
import { defaultProperties, wrongWithProperties } from './loops-properties'
import type { Log } from './stand-in'

export type LoopsContact = Fields & { id: string; email: string; userId: string | null; subscribed: boolean }

export type Audience = { contacts: LoopsContact[]; properties: Map<string, string> }

export const createAudience = (): Audience => ({
  contacts: [],
  properties: new Map(Object.entries(defaultProperties)),
})

export function findContacts(query: URLSearchParams, { contacts }: Audience): Reply {
  const [email, userId] = [query.get('email'), query.get('userId')]
  return json(
    200,
    contacts.filter((one) => (email !== null ? one.email === email : userId !== null && one.userId === userId)),
  )
}

/** Finds by address or user id, creates when there is none; both given, the one that matches wins and the other is changed. */
export function updateContact(body: Fields, audience: Audience, log: Log): Reply {
  const { email, userId } = body
  if (email === undefined && userId === undefined) return loopsError(log, 400, 'email or userId is required')
  if (email !== undefined && !isEmail(email)) return loopsError(log, 400, 'Invalid email')
  const wrong = wrongWithProperties(body, audience)
  if (wrong !== null) return loopsError(log, 400, wrong)

  const byEmail = audience.contacts.find((one) => one.email === email)
  const byUser = userId ? audience.contacts.find((one) => one.userId === userId) : undefined
  if (byEmail && byUser && byEmail !== byUser) return loopsError(log, 409, 'Email or userId is already on audience')
  const known = byEmail ?? byUser
  if (known) {
    Object.assign(known, body)
    return json(200, { success: true, id: known.id })
  }
  if (!isEmail(email)) return loopsError(log, 404, 'Contact not found')
  const made: LoopsContact = { id: randomUUID(), userId: null, subscribed: true, source: 'API', ...body, email }
  audience.contacts.push(made)
  return json(200, { success: true, id: made.id })
}

export function removeContact({ email, userId }: Fields, audience: Audience, log: Log): Reply {
  if ((email === undefined) === (userId === undefined)) return loopsError(log, 400, 'Only one of email and userId')
  const index = audience.contacts.findIndex((one) => (email ? one.email === email : one.userId === userId))
  if (index < 0) return loopsError(log, 404, 'Contact not found')
  audience.contacts.splice(index, 1)
  return json(200, { success: true, message: 'Contact deleted.' })
}
