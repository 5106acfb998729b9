import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { type RunningDestinations, startDestinations } from '@/sandbox/destinations'
import type { Contact, Delivery, Outcome } from '../destination'
import { ada, delivery, eventOf, loopback } from '../testing'
import { loops } from '.'

let there: RunningDestinations
let clock: number
let pace: number

beforeEach(async () => {
  clock = Date.now()
  pace = 200
  const now = () => {
    clock += pace
    return clock
  }
  there = await startDestinations({ now })
  vi.stubEnv('LOOPS_API_BASE', there.url)
  forgetEnv()
})

afterEach(async () => {
  await there.stop()
  vi.unstubAllEnvs()
  forgetEnv()
})

const mapping = loops.mapping ?? expect.unreachable()
const receiver = () => there.standIns.loops
const key = () => String(receiver().settings(there.url).right.api_key)

async function send(one: Delivery, { stripe_names = false, names = mapping } = {}): Promise<Outcome> {
  const config = { api_key: key(), stripe_names }
  const [outcome] = await loops.send([one], { config, mapping: names, http: loopback(), now: new Date() })
  return outcome ?? expect.unreachable()
}

const about = (changes: Partial<Contact>) => delivery({ contact: { ...ada, ...changes } })
const callsTo = (call: string) =>
  receiver().calls.filter(({ method, url }) => `${method} ${url.pathname}` === call.replace(' ', ' /api/v1'))
const ask = (method: string, path: string, body: object) =>
  fetch(`${there.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('the team is named when the key is right', async () => {
  const checked = await loops.check({ api_key: key(), stripe_names: false }, loopback())
  expect(checked).toEqual({ ok: true, value: 'Connected to team Sandbox Roasters.' })
})

test('an event is flat, its contact’s properties beside it, with the delivery’s id as idempotency key', async () => {
  const event = eventOf('invoice.paid', { metadata: { 'order no.': '77' }, price_ids: ['price_a', 'price_b'] })
  const one = delivery({ event })
  expect(await send(one)).toEqual({ status: 'delivered' })
  expect(receiver().arrived[0]?.data).toMatchObject({
    email: 'ada@example.com',
    eventName: 'InvoicePaid',
    firstName: 'Ada',
    lifetimeValue: 4900.5,
    subscriptionStatus: 'active',
    userGroup: 'Customers',
    eventProperties: {
      amount: Number(event.value?.amount),
      currency: 'USD',
      occurred_at: event.occurred_at,
      metadata_order_no_: '77',
      price_ids: 'price_a, price_b',
      livemode: event.livemode,
    },
  })
  expect(receiver().arrived[0]?.data).not.toHaveProperty('subscribed')
  expect(receiver().arrived[0]?.data).not.toHaveProperty('userId')
  expect(callsTo('POST /events/send')[0]?.headers['idempotency-key']).toBe(one.id)
})

test('a text too long for Loops is cut, and no emoji in half', async () => {
  for (const before of ['', 'x'])
    await send(delivery({ event: eventOf('charge.succeeded', { description: before + '😀'.repeat(300) }) }))
  for (const { data } of receiver().arrived)
    expect(data).toHaveProperty('eventProperties.description', expect.stringMatching(/^x?(😀){249}…$/u))
})

test('a switch sends Stripe’s name, and no name has a colon', async () => {
  await send(delivery(), { stripe_names: true })
  await send(delivery({ event: eventOf('charge.succeeded', { name: '$Odd:Name' }) }))
  expect(receiver().arrived.map(({ name }) => name)).toEqual(['charge.succeeded', 'Odd.Name'])
})

test('custom properties are created before they are used, once, with their types', async () => {
  await send(delivery())
  await send(delivery())
  expect(callsTo('GET /contacts/properties')).toHaveLength(1)
  expect(callsTo('POST /contacts/properties').map(({ body }) => JSON.parse(body))).toEqual([
    { name: 'lifetimeValue', type: 'number' },
    { name: 'currency', type: 'string' },
    { name: 'mrr', type: 'number' },
    { name: 'plan', type: 'string' },
    { name: 'subscriptionStatus', type: 'string' },
  ])
  await send(delivery(), { names: { ...mapping, plan: 'tier' } })
  expect(JSON.parse(callsTo('POST /contacts/properties').at(-1)?.body ?? '')).toEqual({ name: 'tier', type: 'string' })
})

test('several deliveries at once may all find a property missing', async () => {
  const outcomes = await Promise.all([send(delivery()), send(delivery()), send(delivery())])
  expect(outcomes.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered'])
})

test('a property somebody deleted at Loops is made anew', async () => {
  await send(delivery())
  await ask('DELETE', '/contacts/properties', { name: 'plan' })
  expect(await send(delivery())).toEqual({ status: 'delivered' })
  expect(receiver().complaints).toContain('Unknown contact property: plan')
  expect(receiver().arrived).toHaveLength(2)
})

test('a property the merchant has with another type keeps it', async () => {
  await ask('POST', '/contacts/properties', { name: 'lifetimeValue', type: 'string' })
  await ask('POST', '/contacts/properties', { name: 'plan', type: 'boolean' })
  expect(await send(delivery())).toEqual({ status: 'delivered' })
  expect(receiver().arrived[0]?.data).toMatchObject({ lifetimeValue: '4900.5' })
  expect(receiver().arrived[0]?.data).not.toHaveProperty('plan')
})

test('a new address: a contact without a user id gets the subscriber’s, one with an id of the merchant’s keeps it', async () => {
  await send(delivery())
  await ask('PUT', '/contacts/update', { email: 'bo@example.com', userId: 'user-42' })
  await send(about({ email: 'ada@new.example', known_as: 'ada@example.com' }))
  await send(about({ subscriber_id: 'other', email: 'bo@new.example', known_as: 'bo@example.com' }))
  const ids = [...receiver().contacts()].map(([email, { fields }]) => [email, fields.userId])
  expect(ids).toEqual([
    ['ada@new.example', ada.subscriber_id],
    ['bo@new.example', 'user-42'],
  ])
})

test('a new address somebody has already: their contact is the one that goes on', async () => {
  await send(delivery())
  await send(about({ email: 'ada@new.example' }))
  expect(await send(about({ email: 'ada@new.example', known_as: 'ada@example.com' }))).toEqual({ status: 'delivered' })
  expect([...receiver().contacts().keys()]).toEqual(['ada@example.com', 'ada@new.example'])
})

test('unsubscribing comes before the event, and nothing is sent when it fails', async () => {
  await send(delivery())
  receiver().misbehave('500', { times: 1 })
  const one = about({ unsubscribed: true })
  expect(await send(one)).toMatchObject({ status: 'try-again' })
  expect(receiver().arrived).toHaveLength(1)
  expect(await send(one)).toEqual({ status: 'delivered' })
  expect(receiver().contacts().get(ada.email)?.unsubscribed).toBe(true)
})

test('tags and the team’s own fields become properties, created first, each of its own kind', async () => {
  const fields = { favourite_roast: 'dark', cups: 3, decaf: false, subscribed: 'no', plan: 'theirs' }
  await send(about({ tags: ['new', 'vip'], fields }))
  expect(receiver().complaints).toEqual([])
  const known = receiver().contacts().get(ada.email)?.fields
  expect(known).toMatchObject({ tags: 'new, vip', favouriteRoast: 'dark', cups: 3, decaf: false, plan: 'Pro' })
  await send(about({ tags: [], former_tags: ['vip'] }))
  expect(receiver().contacts().get(ada.email)?.fields.tags).toBeNull()
})

test('who never had a tag makes no property of them', async () => {
  await send(delivery())
  expect(callsTo('POST /contacts/properties').map(({ body }) => JSON.parse(body).name)).not.toContain('tags')
})

test('who unsubscribed at Loops is never subscribed again by us', async () => {
  await send(delivery())
  await ask('PUT', '/contacts/update', { email: ada.email, subscribed: false })
  await send(delivery())
  await send(delivery({ what: 'contact' }))
  expect(receiver().contacts().get(ada.email)?.unsubscribed).toBe(true)
})

test('FL-08 a deletion removes both addresses, and one that is not there is as good as deleted', async () => {
  await send(delivery())
  const gone = about({ email: 'ada@new.example', known_as: ada.email, deleted: true })
  expect(await send(gone)).toMatchObject({ status: 'delivered' })
  expect(await send(gone)).toMatchObject({ status: 'delivered' })
  expect(receiver().contacts().size).toBe(0)
})

test('OUT-03 the limit it states is the one Loops holds it to: a 429 without Retry-After waits a second', async () => {
  await send(delivery())
  clock += 1000
  pace = 0
  for (let call = 1; call <= loops.limits.calls; call++) expect((await send(delivery())).status).toBe('delivered')
  expect(await send(delivery())).toMatchObject({ reason: 'too_many_requests', after_ms: loops.limits.perMs })
})
