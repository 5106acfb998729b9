import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { type RunningDestinations, startDestinations } from '@/sandbox/destinations'
import type { Delivery, Mapping } from '../destination'
import { ada, answering, delivery, eventOf, loopback, money } from '../testing'
import { bento } from '.'

let there: RunningDestinations
let clock: number

beforeEach(async () => {
  clock = Date.now()
  there = await startDestinations({ now: () => clock })
  vi.stubEnv('BENTO_API_BASE', there.url)
  forgetEnv()
})

afterEach(async () => {
  await there.stop()
  vi.unstubAllEnvs()
  forgetEnv()
})

const mapping = bento.mapping ?? expect.unreachable()
const receiver = () => there.standIns.bento

function send(deliveries: Delivery[], { purchases = false, names = mapping, http = loopback() } = {}) {
  const config = bento.config.parse({ ...bento.example, ...receiver().settings(there.url).right, purchases })
  return bento.send(deliveries, { config, mapping: names, http, now: new Date() })
}

const at = (email: string, changes: Partial<Delivery> = {}) =>
  delivery({ contact: { ...ada, subscriber_id: email, email }, ...changes })
const callsTo = (path: string) => receiver().calls.filter(({ url }) => url.pathname.endsWith(path))

test('an event carries its own time, the person’s fields and its data, and is nothing Bento would count as revenue', async () => {
  const one = delivery({ event: eventOf('charge.succeeded', { occurred_at: '2025-01-02T03:04:05.000Z' }) })
  await send([one])
  const data = receiver().arrived[0]?.data
  expect(data).toMatchObject({
    type: '$ChargeSucceeded',
    email: 'ada@example.com',
    date: '2025-01-02T03:04:05.000Z',
    fields: {
      first_name: 'Ada',
      lifetime_value: 4900.5,
      currency: 'USD',
      mrr: 49,
      plan: 'Pro',
      user_group: 'Customers',
    },
    details: { unique: { key: one.id }, type: 'charge.succeeded', amount: '49.00', minor: 4900, currency: 'USD' },
  })
  expect(data).not.toHaveProperty('details.value')
})

test('the site is named in the query and in the body, and the user agent is our own', async () => {
  await send([delivery()])
  const { url, headers, body } = receiver().calls[0] ?? expect.unreachable()
  expect(url.searchParams.get('site_uuid')).toBe(JSON.parse(body).site_uuid)
  expect(headers['user-agent']).toMatch(/^Sluice/)
})

test('fields go out under the names the team chose, what is null not at all, and what ended is emptied', async () => {
  const names: Mapping = { ...mapping, plan: 'stripe_plan', mrr: null }
  await send([delivery({ contact: { ...ada, first_name: null, user_group: null, plan: null } })], { names })
  expect(receiver().contacts().get(ada.email)?.fields).toEqual({
    last_name: 'Lovelace',
    lifetime_value: 4900.5,
    currency: 'USD',
    stripe_plan: '',
    subscription_status: 'active',
  })
})

test('tags and the team’s own fields are told too, before the event; a tag somebody lost is taken away', async () => {
  const tagged = {
    ...ada,
    tags: ['vip', 'with, comma'],
    fields: { favouriteRoast: 'dark', decaf: false, plan: 'theirs' },
  }
  await send([delivery({ contact: tagged })])
  expect(receiver().calls.map(({ url }) => url.pathname.split('/').at(-1))).toEqual(['subscribers', 'events'])
  expect(receiver().contacts().get(ada.email)).toMatchObject({
    tags: ['vip'],
    fields: { favourite_roast: 'dark', decaf: false, plan: 'Pro' },
  })
  await send([delivery({ what: 'contact', contact: { ...ada, tags: ['new'], former_tags: ['vip'] } })])
  expect(receiver().contacts().get(ada.email)?.tags).toEqual(['new'])
  expect(receiver().complaints).toEqual([])
})

test('OUT-08 tags that are not taken keep the event back', async () => {
  receiver().misbehave('500', { times: 1 })
  const one = delivery({ contact: { ...ada, tags: ['vip'] } })
  expect((await send([one]))[0]?.status).toBe('try-again')
  expect(receiver().arrived).toEqual([])
  expect(await send([one])).toEqual([{ status: 'delivered' }])
  expect(receiver().arrived).toHaveLength(1)
})

test('OUT-08 one refused among several: all are tried alone, where only that one is refused and the others count once', async () => {
  const batch = [at('a@example.com'), at('nonsense'), at('c@example.com')]
  expect(await send(batch)).toEqual(
    batch.map(() => expect.objectContaining({ status: 'try-again', reason: 'receiver_refused', alone: true })),
  )
  const alone = await Promise.all(batch.map(async (one) => (await send([one]))[0]?.status))
  expect(alone).toEqual(['delivered', 'refused', 'delivered'])
  expect(receiver().arrived.map(({ key }) => key)).toEqual([batch[0]?.id, batch[2]?.id])
})

test('OUT-08 a call refused as a whole is tried alone too; a 503 or a limit is tried again together', async () => {
  const outcomes = async (fault: '400' | '503' | '429') => {
    receiver().misbehave(fault, { times: 1 })
    return (await send([at('a@example.com'), at('b@example.com')])).map((one) => 'alone' in one)
  }
  expect(await outcomes('400')).toEqual([true, true])
  expect(await outcomes('503')).toEqual([false, false])
  expect(await outcomes('429')).toEqual([false, false])
})

test.each([
  ['{"results":1}', 'delivered'],
  ['{"results":1,"failed":0}', 'delivered'],
  ['{"results":0}', 'refused'],
  ['{"results":0,"failed":0}', 'refused'],
  ['{"results":1,"failed":1}', 'refused'],
  ['{"results":"1"}', 'try-again'],
  ['{}', 'try-again'],
  ['null', 'try-again'],
  ['[]', 'try-again'],
  ['', 'try-again'],
])('OUT-08 200 with %s is %s', async (body, status) => {
  const http = answering({ ok: true, response: { status: 200, headers: {}, body, cut: false } })
  expect(await send([delivery()], { http })).toMatchObject([{ status }])
})

test('OUT-08 fewer results than were sent are failures, also where nothing says so', async () => {
  const http = answering({ ok: true, response: { status: 200, headers: {}, body: '{"results":1}', cut: false } })
  const outcomes = await send([at('a@example.com'), at('b@example.com')], { http })
  expect(outcomes).toMatchObject([{ alone: true }, { alone: true }])
})

test('LT-05 a purchase is sent for each captured charge once, in minor units under the charge’s id', async () => {
  const yen = { value: money(500n, 'JPY'), charge_id: 'ch_yen' }
  const batch = [
    delivery({ event: eventOf('charge.succeeded', yen) }),
    delivery({ event: eventOf('charge.captured', yen) }),
    delivery({ event: eventOf('charge.captured', { value: money(5120n, 'KWD'), charge_id: 'ch_dinar' }) }),
    delivery({ event: eventOf('charge.succeeded', { charge_id: 'ch_held' }), captured: false }),
    delivery({ event: eventOf('invoice.paid', { charge_id: 'ch_yen' }), captured: false }),
  ]
  for (let attempt = 1; attempt <= 2; attempt++) await send(batch, { purchases: true })
  const purchases = receiver().arrived.filter(({ name }) => name === '$purchase')
  expect(purchases.map(({ data }) => data.details)).toEqual([
    { unique: { key: 'ch_yen' }, value: { currency: 'JPY', amount: 500 } },
    { unique: { key: 'ch_dinar' }, value: { currency: 'KWD', amount: 5120 } },
  ])
  expect(receiver().complaints).toEqual([])
})

test('FL-01 no purchase without the switch, and none for the data of a person', async () => {
  await send([delivery()])
  await send([delivery({ what: 'contact' })], { purchases: true })
  expect(receiver().arrived.map(({ name }) => name)).toEqual(['$ChargeSucceeded'])
})

test('events and contacts in one batch are two calls, each address once, and a full batch with purchases stays within 100 a call', async () => {
  const people = Array.from({ length: 100 }, (_, index) =>
    at(`p${index}@example.com`, { event: eventOf('charge.succeeded', { charge_id: `ch_${index}` }) }),
  )
  expect((await send(people, { purchases: true })).every(({ status }) => status === 'delivered')).toBe(true)
  expect(receiver().arrived).toHaveLength(200)

  await send([at('q@example.com'), at('r@example.com', { what: 'contact' }), at('r@example.com', { what: 'contact' })])
  expect(JSON.parse(receiver().calls.at(-1)?.body ?? '').subscribers).toHaveLength(1)
  expect(receiver().complaints).toEqual([])
})

test('commands come before the batch, each person’s once', async () => {
  const contact = { ...ada, unsubscribed: true }
  await send([delivery({ contact }), delivery({ contact }), delivery({ what: 'contact', contact })])
  expect(callsTo('/fetch/commands')).toHaveLength(1)
  expect(receiver().calls[0]?.url.pathname).toMatch(/commands$/)
})

test('an unsubscription that fails holds back that person’s deliveries and nobody else’s', async () => {
  receiver().misbehave('503', { times: 1 })
  const outcomes = await send([at('b@example.com'), delivery({ contact: { ...ada, unsubscribed: true } })])
  expect(outcomes.map(({ status }) => status)).toEqual(['delivered', 'try-again'])
  expect(receiver().arrived.map(({ email }) => email)).toEqual(['b@example.com'])
})

test('an address Bento will not change holds nothing back', async () => {
  const outcomes = await send([delivery({ contact: { ...ada, known_as: 'unknown@example.com' } })])
  expect(outcomes).toEqual([{ status: 'delivered' }])
})

test('OUT-03 the limit it states is the one Bento holds it to', async () => {
  const calls = await Promise.all(Array.from({ length: bento.limits.calls }, () => send([delivery()])))
  expect(calls.flat().every(({ status }) => status === 'delivered')).toBe(true)
  expect(await send([delivery()])).toMatchObject([{ reason: 'too_many_requests', after_ms: bento.limits.perMs }])
  clock += bento.limits.perMs
  expect(await send([delivery()])).toEqual([{ status: 'delivered' }])
})
