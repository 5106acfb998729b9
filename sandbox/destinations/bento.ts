import { type Asked, json, type Reply } from '../http'
import { bentoEvents, bentoSubscribers, type People } from './bento-batch'
import { type Fields, fieldsOf, hasBrokenText, isEmail, isFields } from './checks'
import { createLimiter } from './limiter'
import { type Log, type StandIn, standIn } from './stand-in'

const site = '5a1d0b5e5f0c4e6f9a7b2c3d4e5f6a7b'
const keys = { publishable_key: 'pk_sandbox', secret_key: 'sk_sandbox_do_not_repeat' }

/** Bento as its documentation and its own SDK describe it (bentonow.com/docs/api), where they differ the stricter of the two. */
export function createBento(now: () => number): StandIn {
  const people: People = new Map()
  // Bento: 100 calls a minute to /batch, as many to /fetch.
  const limits = { batch: createLimiter(100, 60_000, now), fetch: createLimiter(100, 60_000, now) }
  return standIn({
    settings: () => ({
      right: { site_uuid: site, ...keys },
      wrong: { site_uuid: site, ...keys, secret_key: 'sk_wrong' },
    }),
    contacts: () => people,
    isOurs: ({ url }) => /^\/api\/v1\/(batch|fetch)\//.test(url.pathname),
    answer: (asked, log, partial) => refusal(asked, log, limits) ?? route(asked, log, people, partial),
  })
}

type Limits = Record<'batch' | 'fetch', () => number>

/** What is wrong before the body is looked at; null when nothing is. */
function refusal(asked: Asked, log: Log, limits: Limits): Reply | null {
  const { headers, method, url, body } = asked
  if (!headers['user-agent'] || /^(node|undici|curl|axios|python|ruby|go-http)/i.test(headers['user-agent']))
    return complain(log, 403, 'Blocked: a user agent of your own is needed')
  const basic = Buffer.from(`${keys.publishable_key}:${keys.secret_key}`).toString('base64')
  if (headers.authorization !== `Basic ${basic}`) return complain(log, 401, 'Author not authorized')
  if (url.searchParams.get('site_uuid') !== site) return complain(log, 401, 'site_uuid is missing or not yours')
  if (limits[url.pathname.startsWith('/api/v1/batch/') ? 'batch' : 'fetch']() < 0)
    return complain(log, 429, 'Too many requests')
  if (method === 'GET') return null

  if (!headers['content-type']?.startsWith('application/json')) return complain(log, 400, 'Send JSON')
  const fields = fieldsOf(body)
  if (fields === null) return complain(log, 400, 'The body is not a JSON object')
  if (fields.site_uuid !== site) return complain(log, 401, 'site_uuid is missing in the body')
  return hasBrokenText(fields) ? complain(log, 400, 'invalid byte sequence for encoding "UTF8"') : null
}

function route(asked: Asked, log: Log, people: People, partial: boolean): Reply {
  const call = `${asked.method} ${asked.url.pathname}`
  const body = fieldsOf(asked.body) ?? {}
  if (call === 'GET /api/v1/fetch/tags') return json(200, { data: [] })
  if (call === 'POST /api/v1/fetch/commands') return command(body, log, people)
  if (call === 'POST /api/v1/batch/events') return bentoEvents(body, log, people, partial)
  if (call === 'POST /api/v1/batch/subscribers') return bentoSubscribers(body, log, people, partial)
  return complain(log, 404, `No such call: ${call}`)
}

function command({ command }: Fields, log: Log, people: People): Reply {
  if (!isFields(command) || !isEmail(command.email)) return complain(log, 400, 'A command needs an email')
  const { command: name, email, query } = command
  const person = people.get(email)
  if (name === 'unsubscribe') {
    people.set(email, { ...person, fields: person?.fields ?? {}, unsubscribed: true })
    return json(200, { results: 1 })
  }
  if (name !== 'change_email' || !isEmail(query)) return complain(log, 400, 'No such command')
  if (!person || people.has(query)) return complain(log, 400, 'Nobody to change, or the address is taken')
  people.delete(email)
  people.set(query, person)
  return json(200, { results: 1 })
}

function complain(log: Log, status: number, words: string): Reply {
  log.complaints.push(words)
  return json(status, { error: words })
}
