import { randomInt } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TeamId } from '@/db/schema/columns'
import { newId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { type NewEntry, writeEntries } from '@/lib/inbox/entries'
import { answerEntry } from '@/lib/look-ups/answer'
import { LaneClient } from './client'
import { commandEntry } from './command'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import {
  charge,
  customer,
  dispute,
  peopleOf,
  postAll,
  refund,
  type StripeEvent,
  start,
  stripeEvent,
  subscription,
} from './testing-stripe'

useTestDatabase()

let lane: LaneClient
beforeAll(async () => {
  lane = await LaneClient.connect()
})
afterAll(() => lane.close())

const long = process.env.SLUICE_LONG === '1'

/** One shop's story with all kinds of money and people in it. The ids are the same in every team. */
function story(place: Place): StripeEvent[] {
  const nobody = { billing_details: { email: null, name: null } }
  return [
    stripeEvent(place, 'customer.created', customer('cus_1', null), 0),
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { ...nobody, customer: 'cus_1' }), 1),
    stripeEvent(place, 'customer.updated', customer('cus_1', 'Ada@Example.com', { name: 'Ada' }), 2),
    stripeEvent(
      place,
      'charge.refunded',
      charge('ch_1', 5_000, { ...nobody, customer: 'cus_1', amount_refunded: 700 }),
      3,
    ),
    stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 700), 3),
    stripeEvent(place, 'charge.succeeded', charge('ch_2', 900), 4),
    stripeEvent(place, 'customer.subscription.created', subscription('sub_1', 'cus_1', 2_000), 5),
    stripeEvent(place, 'customer.subscription.updated', subscription('sub_1', 'cus_1', 4_000), 6),
    stripeEvent(place, 'charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_2', 900), 7),
    stripeEvent(place, 'charge.dispute.funds_reinstated', dispute('dp_1', 'ch_2', 900), 8),
    stripeEvent(place, 'customer.created', customer('cus_2', 'grace@example.com'), 9),
    stripeEvent(place, 'customer.updated', customer('cus_2', 'grace.h@example.com'), 10),
  ].map((event, i) => ({ ...event, id: `evt_${i}` }))
}

const at = new Date((start + 60) * 1000).toISOString()

/** What importing the history of the same shop finds: its objects as they are at the end, and some of its events. */
function history(place: Place, events: readonly StripeEvent[]): NewEntry[] {
  const { teamId, connectionId, siteId } = place
  const objects: { id: string; object: string }[] = [
    customer('cus_1', 'Ada@Example.com', { name: 'Ada' }),
    customer('cus_2', 'grace.h@example.com'),
    charge('ch_1', 5_000, { customer: 'cus_1', amount_refunded: 700 }),
    charge('ch_2', 900),
    subscription('sub_1', 'cus_1', 4_000),
  ]
  const answers = objects.map((object) =>
    answerEntry(
      'backfill',
      { teamId, connectionId, siteId, livemode: true },
      {
        about: { object: object.object, id: object.id },
        found: true,
        object: { ...object },
        at,
      },
    ),
  )
  return [...answers, ...events.map((event) => importedEvent(place, event))]
}

const importedEvent = ({ teamId, connectionId, siteId }: Place, event: StripeEvent): NewEntry => ({
  teamId,
  id: newId(),
  kind: 'backfill',
  connectionId,
  siteId,
  livemode: true,
  key: event.id,
  type: event.type,
  created: new Date(event.created * 1000),
  body: event,
})

const write = (teamId: TeamId, entries: readonly NewEntry[]) => withTeams(teamId, (tx) => writeEntries(tx, entries))

/** Everything that must not depend on how it came about. */
async function contentOf(place: Place) {
  const facts = sql`select charge_id, party_key is not null as owned, currency, captured::text, refunded::text, withdrawn::text,
    reinstated::text, net::text from ledger order by charge_id`
  const subs = sql`select subscription_id, status, mrr::text, plan from subscriptions order by 1`
  const siteless = ({ siteId: _, ...person }: Awaited<ReturnType<typeof peopleOf>>[number]) => person
  return {
    people: (await peopleOf(place)).map(siteless),
    ledger: await rowsOf(place, facts),
    subs: await rowsOf(place, subs),
  }
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, at: randomInt(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

test('LT-08 history imported while live events come in: any interleaving gives the same result', {
  timeout: 600_000,
}, async () => {
  const plain = await connectedTeam()
  await postAll(story(plain))
  await applyAll(undefined, lane)
  const expected = await contentOf(plain)
  expect(expected.people).toHaveLength(2)

  for (let seed = 0; seed < (long ? 200 : 12); seed += 1) {
    const place = await connectedTeam()
    const events = story(place)
    const steps = shuffled([
      ...shuffled(events).map((event) => () => postAll([event])),
      ...history(place, shuffled(events).slice(0, randomInt(events.length + 1))).map(
        (entry) => () => write(place.teamId, [entry]),
      ),
    ])
    for (const step of steps) {
      await step()
      if (randomInt(3) === 0) await applyAll(randomInt(1, 5), lane)
    }
    await applyAll(undefined, lane)
    expect(await contentOf(place)).toEqual(expected)
  }
})

test('LT-08 imported events start nothing, and are one with their webhook', async () => {
  const place = await connectedTeam()
  const [, paid] = story(place)
  if (!paid) throw new Error('no story')
  await write(place.teamId, [importedEvent(place, paid)])
  await postAll([paid])
  await write(place.teamId, [importedEvent(place, paid)])
  await applyAll(undefined, lane)
  expect(await rowsOf(place, sql`select kind from inbox`)).toEqual([{ kind: 'backfill' }])
  expect(await rowsOf(place, sql`select decision->>'no_flows' as why from events`)).toEqual([{ why: 'historical' }])
})

test('LT-12 everything replayed three times: no figure, decision or outflow changes', {
  timeout: 120_000,
}, async () => {
  const place = await connectedTeam()
  await postAll(story(place))
  await write(place.teamId, history(place, []))
  await applyAll(undefined, lane)
  const decided = sql`select id, status, reason, decision, outflow_at, site_id from events order by id`
  const told = sql`select object_id, aspect, at, rank, event_id, value from facts order by 1, 2, 3, 4, 5`
  const before = [await contentOf(place), await rowsOf(place, decided), await rowsOf(place, told)]

  for (let time = 0; time < 3; time += 1) {
    await rowsOf(
      place,
      sql`insert into inbox_queue (team_id, priority, id, bytes, why)
        select i.team_id, 1, i.id, octet_length(i.raw), 'replay' from inbox i`,
    )
    await applyAll(time === 1 ? 3 : undefined, lane)
    expect([await contentOf(place), await rowsOf(place, decided), await rowsOf(place, told)]).toEqual(before)
  }
})

test('LT-12 a replay tells what today’s normalizer reads, and takes back what an older one told', async () => {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { customer: 'cus_1' }))])
  await applyAll(undefined, lane)
  // As if a version of before had read other things.
  await rowsOf(place, sql`update facts set value = jsonb_set(value, '{captured}', '"9900"') where aspect = 'charge'`)
  await rowsOf(
    place,
    sql`insert into facts select team_id, connection_id, object_id, 'withdrawn:dp_9', at, 0, event_id, site_id, livemode, '{"amount":"1"}'
      from facts where aspect = 'charge'`,
  )
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 1, id, 9, 'replay' from inbox`,
  )
  await applyAll(undefined, lane)
  expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '5000' } }])
  expect(await rowsOf(place, sql`select aspect from facts where aspect like 'withdrawn%'`)).toEqual([])
})

test('LT-12 what was decided stays decided, whatever became of the connection since', async () => {
  const place = await connectedTeam()
  await postAll(story(place))
  await applyAll(undefined, lane)
  const before = await contentOf(place)
  await rowsOf(place, sql`update connections set state = 'disconnected', is_active = false`)
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 1, id, 9, 'replay' from inbox`,
  )
  await applyAll(undefined, lane)
  expect(await contentOf(place)).toEqual(before)
})

test('LT-09 refold and project compute the same again from what is stored, and mend what is not', async () => {
  const place = await connectedTeam()
  await postAll(story(place))
  await applyAll(undefined, lane)
  const before = await contentOf(place)
  await rowsOf(place, sql`update ledger set captured = 1, net = 1`)
  await rowsOf(place, sql`update subscriptions set mrr = 1, plan = 'wrong'`)
  const { teamId, connectionId } = place
  await write(teamId, [
    commandEntry({ teamId, connectionId, livemode: true }, { name: 'refold', objects: ['ch_1', 'ch_2', 'sub_1'] }),
  ])
  await applyAll(undefined, lane)
  expect(await contentOf(place)).toEqual(before)

  await rowsOf(place, sql`update subscribers set lifetime_value_by_currency = '{}'`)
  const ids = (await rowsOf<{ id: string }>(place, sql`select id from subscribers`)).map((row) => row.id)
  await write(teamId, [commandEntry({ teamId }, { name: 'project', subscribers: ids })])
  await applyAll(undefined, lane)
  expect(await contentOf(place)).toEqual(before)
})
