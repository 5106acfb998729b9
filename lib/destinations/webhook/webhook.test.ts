import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningDestinations, startDestinations } from '@/sandbox/destinations'
import { secretsOf } from '../fields'
import { delivery, eventOf, loopback, noMapping } from '../testing'
import { webhook } from '.'
import { newSecret, rotate } from './secrets'
import { snippets } from './snippets'

let there: RunningDestinations
beforeEach(async () => {
  there = await startDestinations()
})
afterEach(() => there.stop())

const receiver = () => there.standIns.webhook
const fresh = (changes: object = {}) => webhook.config.parse({ url: `${there.url}/hooks/sink`, ...changes })
type Config = ReturnType<typeof fresh>

/** What a receiver sees of one delivery. */
async function received(config: Config, one = delivery(), now = new Date()) {
  await webhook.send([one], { config, mapping: noMapping, http: loopback(), now })
  const { headers, body } = receiver().calls.at(-1) ?? expect.unreachable()
  return { body, headers: headers as Record<string, string> }
}

const secretOf = ({ secrets }: Config, index = 0) => secrets[index]?.secret ?? expect.unreachable()

test('OUT-13 the public library of Standard Webhooks accepts what we sign', async () => {
  const config = fresh()
  const one = delivery({ event: eventOf('charge.succeeded', { description: 'Grüße, 日本 😀' }) })
  const { body, headers } = await received(config, one)
  const verified = new Webhook(secretOf(config)).verify(body, headers)
  expect(verified).toEqual({ type: '$ChargeSucceeded', timestamp: one.event.occurred_at, data: one.event })
  expect(headers['webhook-id']).toBe(one.id)
})

test('OUT-13 it refuses another secret, another body, another id and an old time', async () => {
  const config = fresh()
  const { body, headers } = await received(config)
  const library = new Webhook(secretOf(config))
  const refused = (text: string, changes: object) =>
    expect(() => library.verify(text, { ...headers, ...changes })).toThrow(WebhookVerificationError)
  refused(body.replace('charge', 'Charge'), {})
  refused(body, { 'webhook-id': 'dlv_other' })
  refused(body, { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1) })
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow(WebhookVerificationError)
  const old = await received(config, delivery(), new Date(Date.now() - 301_000))
  expect(() => library.verify(old.body, old.headers)).toThrow('too old')
})

test('OUT-13 while a secret is rotated both sign, afterwards the new one alone', async () => {
  const before = fresh()
  const now = new Date()
  const after = rotate(before, now, 24)
  const both = await received(after, delivery(), now)
  for (const secret of [secretOf(before), secretOf(after)]) new Webhook(secret).verify(both.body, both.headers)

  const over = {
    ...after,
    secrets: after.secrets.map((one) => (one.until ? { ...one, until: now.toISOString() } : one)),
  }
  const later = await received(over, delivery(), now)
  new Webhook(secretOf(after)).verify(later.body, later.headers)
  expect(() => new Webhook(secretOf(before)).verify(later.body, later.headers)).toThrow(WebhookVerificationError)
})

test('OUT-13 rotating twice keeps what was promised first; no overlap ends the old ones at once', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  const first = rotate(fresh(), now, 24)
  const second = rotate(first, now, 72)
  expect(second.secrets.map(({ until }) => until)).toEqual([
    undefined,
    '2026-11-23T12:00:00.000Z',
    '2026-11-21T12:00:00.000Z',
  ])
  expect(rotate(second, now, 0).secrets).toHaveLength(1)
  expect(rotate(second, new Date('2026-11-22T12:00:00Z'), 24).secrets).toHaveLength(3)
  expect(first.secrets[1]?.secret).not.toBe(first.secrets[0]?.secret)
})

test('a secret has 24 to 64 bytes; nobody has to type one, and each destination has its own', () => {
  const withBytes = (count: number) =>
    webhook.config.safeParse({
      url: 'https://example.com',
      secrets: [{ secret: `whsec_${Buffer.alloc(count, 7).toString('base64')}` }],
    }).success
  expect([23, 24, 64, 65].map(withBytes)).toEqual([false, true, true, false])
  for (const secret of ['', 'whsec_', 'sk_live_x', 'whsec_no base64 no base64 no base64'])
    expect(webhook.config.safeParse({ url: 'https://example.com', secrets: [{ secret }] }).success).toBe(false)
  expect(secretOf(fresh())).not.toBe(secretOf(fresh()))
  expect(secretsOf(webhook.config, fresh())).toHaveLength(1)
})

test('OUT-10 every attempt has the same id and the same bytes, and a signature of its own time', async () => {
  const [config, one] = [fresh(), delivery()]
  const first = await received(config, one, new Date(Date.now() - 60_000))
  const second = await received(config, one)
  expect(second.body).toBe(first.body)
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
  expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature'])
})

test('OUT-13 an id with a dot is our own mistake, since dots separate what is signed', async () => {
  await expect(received(fresh(), delivery({ id: 'a.b' }))).rejects.toThrow('Not an id of a delivery')
})

test('OUT-14 headers of the team’s own go along and replace none of ours', async () => {
  const headers = { 'X-Team': 'blue', 'Webhook-Id': 'forged', 'CONTENT-TYPE': 'text/plain' }
  const one = delivery()
  const seen = await received(fresh({ headers }), one)
  expect(seen.headers).toMatchObject({ 'x-team': 'blue', 'webhook-id': one.id, 'content-type': 'application/json' })
})

test('OUT-13 the snippet for Node.js accepts what we send and nothing else', async () => {
  const config = fresh()
  const { body, headers } = await received(config)
  const code = snippets().find(({ language }) => language === 'Node.js')?.code ?? ''
  const { verify } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  expect(verify(headers, body, secretOf(config))).toMatchObject({ type: '$ChargeSucceeded' })
  expect(() => verify(headers, `${body} `, secretOf(config))).toThrow('does not match')
  expect(() => verify({ ...headers, 'webhook-timestamp': 'x' }, body, secretOf(config))).toThrow('Too old')
  expect(() => verify({}, body, secretOf(config))).toThrow('missing')
})

test('the snippets are the same for everybody', () => {
  expect(snippets().map(({ language }) => language)).toEqual(['Node.js', 'Python', 'Ruby', 'PHP', 'Go'])
  for (const { code } of snippets()) {
    expect(code).toMatch(/webhook-signature/i)
    expect(code).not.toMatch(/whsec_[A-Za-z0-9+/]{4}/)
  }
})
