import { type Asked, json, type Reply } from '../http'
import { fieldsOf, hasBrokenText } from './checks'
import { createLimiter } from './limiter'
import { type Audience, createAudience, findContacts, removeContact, updateContact } from './loops-contacts'
import { loopsError } from './loops-errors'
import { createEvents } from './loops-events'
import { createProperty, deleteProperty, listProperties } from './loops-properties'
import { type Log, type StandIn, standIn } from './stand-in'

const key = 'loops_sandbox_do_not_repeat'

/** Loops as its documentation describes it (loops.so/docs/api-reference): every answer says how many calls are left. */
export function createLoops(now: () => number): StandIn {
  const audience = createAudience()
  const sendEvent = createEvents(now)
  const limit = createLimiter(10, 1000, now)

  function answer(asked: Asked, log: Log): Reply {
    const left = limit()
    const reply = left < 0 ? loopsError(log, 429, 'Rate limit exceeded') : (refusal(asked, log) ?? route(asked, log))
    if (reply === 'hang' || reply === 'reset') return reply
    const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': String(Math.max(0, left)) }
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }

  function route(asked: Asked, log: Log): Reply {
    const body = fieldsOf(asked.body) ?? {}
    const call = `${asked.method} ${asked.url.pathname.replace('/api/v1', '')}`
    if (call === 'GET /api-key') return json(200, { success: true, teamName: 'Sandbox Roasters' })
    if (call === 'GET /contacts/properties') return listProperties(audience)
    if (call === 'POST /contacts/properties') return createProperty(body, audience, log)
    if (call === 'DELETE /contacts/properties') return deleteProperty(body, audience, log)
    if (call === 'GET /contacts/find') return findContacts(asked.url.searchParams, audience)
    if (call === 'PUT /contacts/update') return updateContact(body, audience, log)
    if (call === 'POST /contacts/delete') return removeContact(body, audience, log)
    if (call === 'POST /events/send') return sendEvent(asked, body, audience, log)
    return loopsError(log, 404, `No such call: ${call}`)
  }

  return standIn({
    settings: () => ({ right: { api_key: key }, wrong: { api_key: 'loops_wrong' } }),
    contacts: () => seen(audience),
    isOurs: ({ url }) => /^\/api\/v1\/(api-key$|contacts\/|events\/)/.test(url.pathname),
    answer,
  })
}

function refusal({ headers, method, body }: Asked, log: Log): Reply | null {
  if (headers.authorization !== `Bearer ${key}`) {
    log.complaints.push('Invalid API key')
    return json(401, { error: 'Invalid API key' })
  }
  if (method === 'GET') return null
  if (!headers['content-type']?.startsWith('application/json')) return loopsError(log, 400, 'Send JSON')
  const fields = fieldsOf(body)
  if (fields === null) return loopsError(log, 400, 'Invalid JSON')
  return hasBrokenText(fields) ? loopsError(log, 400, 'Invalid characters') : null
}

const seen = ({ contacts }: Audience) =>
  new Map(
    contacts.map(({ email, userId, subscribed, ...fields }) => [
      email,
      { fields: { userId, ...fields }, unsubscribed: !subscribed },
    ]),
  )
