import { type Asked, json, type Reply } from '../http'
import { fieldsOf, hasBrokenText, isFields, isInstant } from './checks'
import { type Log, type StandIn, standIn } from './stand-in'

/**
 * An address of somebody's own that takes Standard Webhooks: `/hooks/…`, but for `/hooks/gone`, which answers 410, and
 * `/hooks/closed`, which does so to events alone. Who checks the signature reads it from `calls`.
 */
export const createSink = (): StandIn =>
  standIn({
    settings: (url) => ({ right: { url: `${url}/hooks/sink` }, wrong: { url: `${url}/hooks/gone` } }),
    contacts: () => new Map(),
    isOurs: ({ url }) => url.pathname.startsWith('/hooks/'),
    answer,
  })

function answer(asked: Asked, log: Log): Reply {
  if (asked.url.pathname === '/hooks/gone') return json(410, { message: 'Gone' })
  if (asked.url.pathname === '/hooks/closed' && asked.method === 'POST')
    return json(410, { message: 'Closed for good' })
  if (asked.method !== 'POST') return json(405, { message: 'Post events here' })
  const wrong = wrongWith(asked)
  if (wrong !== null) {
    log.complaints.push(wrong)
    return json(400, { message: wrong })
  }
  const key = String(asked.headers['webhook-id'])
  const body = fieldsOf(asked.body) ?? {}
  const data = isFields(body.data) ? body.data : {}
  const email = isFields(data.subscriber) && typeof data.subscriber.email === 'string' ? data.subscriber.email : null
  if (!log.arrived.some((one) => one.key === key)) log.arrived.push({ key, name: String(body.type), email, data: body })
  return { status: 204, headers: {}, body: '' }
}

function wrongWith({ headers, body }: Asked): string | null {
  if (!/^[\w-]+$/.test(String(headers['webhook-id']))) return 'webhook-id is missing or has dots'
  const seconds = Number(headers['webhook-timestamp'])
  if (!Number.isInteger(seconds)) return 'webhook-timestamp must be unix seconds'
  if (!/^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$/.test(String(headers['webhook-signature'])))
    return 'webhook-signature must be v1,<base64>'
  if (headers['content-type'] !== 'application/json') return 'Send JSON'
  const fields = fieldsOf(body)
  if (fields === null || typeof fields.type !== 'string' || !isInstant(fields.timestamp) || !isFields(fields.data))
    return 'type, timestamp and data are needed'
  return hasBrokenText(fields) ? 'broken text' : null
}
