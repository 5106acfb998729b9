import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { ada } from '@/lib/destinations/testing'
import { forgetEnv } from '@/lib/env'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import type { Http } from '@/lib/outbound/http'
import type { PersonChange } from '@/lib/subscribers/change'
import { editSubscriber } from '@/lib/subscribers/edit'
import { customerKey } from '@/lib/subscribers/party'
import { type RunningDestinations, startDestinations } from '@/sandbox/destinations'
import { digestOf } from './contacts'
import { deliveriesOf, httpTo, makeDestination, sendAll } from './testing'

useTestDatabase()

let receivers: RunningDestinations
let http: Http
beforeEach(async () => {
  receivers = await startDestinations()
  http = httpTo(receivers.url)
  process.env.BENTO_API_BASE = receivers.url
  process.env.LOOPS_API_BASE = receivers.url
  forgetEnv()
})
afterEach(() => receivers.stop())

async function with_(kind: 'bento' | 'loops'): Promise<Place> {
  const place = await connectedTeam()
  await makeDestination(place, kind, receivers.standIns[kind].settings(receivers.url).right, http)
  return place
}

const paid = (place: Place, id: string, second: number) =>
  stripeEvent(place, 'charge.succeeded', charge(id, 4_900, { customer: 'cus_1' }), second)

test.each(['bento', 'loops'] as const)(
  '%s knows the person as they are now, and follows a change of address',
  async (kind) => {
    const place = await with_(kind)
    await postAll([
      stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
      paid(place, 'ch_1', 1),
    ])
    await applyAll()
    await sendAll(place, http)
    await postAll([
      stripeEvent(place, 'customer.updated', customer('cus_1', 'countess@example.com'), 10),
      paid(place, 'ch_2', 11),
    ])
    await applyAll()
    await sendAll(place, http)
    const known = receivers.standIns[kind].contacts()
    expect([...known.keys()]).toEqual(['countess@example.com'])
    expect(JSON.stringify(known.get('countess@example.com'))).toContain('98')
    expect((await deliveriesOf(place)).map(({ state }) => state)).toEqual(Array(4).fill('delivered'))
  },
)

test('Bento learns with the next event what a flow said of a person', async () => {
  const place = await with_('bento')
  await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')), paid(place, 'ch_1', 1)])
  await applyAll()
  await sendAll(place, http)
  const party = { ...place, livemode: true, partyKey: customerKey(place.connectionId, 'cus_1') }
  const say = (change: PersonChange) => withTeams(place.teamId, (tx) => editSubscriber(tx, party, change))
  await say({ tags: { add: ['vip', 'new'], remove: [] }, fields: { roast: 'dark' } })
  await say({ tags: { add: [], remove: ['new'] }, unsubscribed: true })
  await postAll([paid(place, 'ch_2', 11)])
  await applyAll()
  await sendAll(place, http)
  expect(receivers.standIns.bento.contacts().get('ada@example.com')).toMatchObject({
    tags: ['vip'],
    fields: { roast: 'dark' },
    unsubscribed: true,
  })
})

test('what is told of a person is told again only where it changed', () => {
  const digest = digestOf(ada)
  // As it was before there were tags and fields.
  const { known_as: _, tags: _tags, former_tags: _former, fields: _fields, ...before } = ada
  expect(digest).toBe(createHash('sha256').update(JSON.stringify(before)).digest('hex'))
  const others = [{ tags: ['a'] }, { former_tags: ['a'] }, { fields: { a: 1 } }, { fields: { a: 2 } }]
  const digests = others.map((other) => digestOf({ ...ada, ...other }))
  expect(new Set([digest, ...digests]).size).toBe(5)
})

test('FL-08 whoever was deleted before it is sent hears nothing, and is not brought back', async () => {
  const place = await with_('loops')
  await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')), paid(place, 'ch_1', 1)])
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name, on_delete)
      values (${place.teamId}, ${place.connectionId}, 'customer.deleted', true, true, true, false, 'delete')`,
  )
  await applyAll()
  await postAll([stripeEvent(place, 'customer.deleted', customer('cus_1', 'ada@example.com', { deleted: true }), 20)])
  await applyAll()
  await sendAll(place, http)
  expect((await deliveriesOf(place)).map(({ type, state, reason }) => `${type} ${state} ${reason}`)).toEqual([
    'customer.created refused person_deleted',
    'charge.succeeded refused person_deleted',
    'customer.deleted delivered null',
  ])
  expect([...receivers.standIns.loops.contacts().keys()]).toEqual([])
})

test('FL-08 an unsubscribed person is unsubscribed at the receiver too', async () => {
  const place = await with_('bento')
  await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')), paid(place, 'ch_1', 1)])
  await applyAll()
  await sendAll(place, http)
  await postAll([stripeEvent(place, 'customer.deleted', customer('cus_1', 'ada@example.com', { deleted: true }), 20)])
  await applyAll()
  await sendAll(place, http)
  expect(receivers.standIns.bento.contacts().get('ada@example.com')).toMatchObject({ unsubscribed: true })
})
