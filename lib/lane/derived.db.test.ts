import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { derivedId } from './derived'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { customer, peopleOf, postAll, start, stripeEvent, subscription } from './testing-stripe'

useTestDatabase()

interface Row extends Record<string, unknown> {
  id: string
  type: string
  name: string
  status: string
  said: string
  stripeEventId: string
  derivedFrom: string | null
  sent: boolean
  flows: boolean
}

const rows = (place: Place) =>
  rowsOf<Row>(
    place,
    sql`select id, type, name, status, body->>'type' as said, stripe_event_id as "stripeEventId",
      derived_from as "derivedFrom", outflow_at is not null as sent,
      coalesce((decision->>'trigger_flows')::boolean and decision->>'no_flows' is null, false) as flows
    from events order by occurred_at, derived_from nulls first, type`,
  )

const set = (place: Place, type: string, on: boolean, group: string | null = null) =>
  rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name, user_group)
    values (${place.teamId}, ${place.connectionId}, ${type}, ${on}, true, true, false, ${group})`,
  )

const again = (place: Place, why: 'replay' | 'missed') =>
  rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why)
      select team_id, 1, id, octet_length(raw), ${why} from inbox`,
  )

const ada = (place: Place) => stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com'))
const converted = (place: Place, second = 10) =>
  stripeEvent(place, 'customer.subscription.updated', subscription('sub_1', 'cus_1', 4900), second, {
    data: { object: subscription('sub_1', 'cus_1', 4900), previous_attributes: { status: 'trialing' } },
  })

const updated = 'customer.subscription.updated'
const derived = 'subscription.trial_converted'

describe('an event that stands for another', () => {
  test('has that beside it, with the same content under its own name', async () => {
    const place = await connectedTeam()
    const event = converted(place)
    await postAll([ada(place), event])
    await applyAll()
    const [, base, own] = await rows(place)
    expect(base).toMatchObject({ type: updated, status: 'processed', derivedFrom: null, stripeEventId: event.id })
    expect(own).toMatchObject({
      type: derived,
      name: '$SubscriptionTrialConverted',
      said: derived,
      status: 'processed',
      derivedFrom: base?.id,
      stripeEventId: `${event.id}#${derived}`,
      id: derivedId(base?.id ?? '', derived),
      sent: true,
      flows: true,
    })
    // next to each other in lists, which are ordered by id
    expect(own?.id.slice(0, 13)).toBe(base?.id.slice(0, 13))
  })

  test('counts its money and plan once', async () => {
    const place = await connectedTeam()
    await postAll([ada(place), converted(place)])
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', mrr: { USD: '4900' } }])
    expect(await rowsOf(place, sql`select 1 from facts where event_id like '%#%'`)).toEqual([])
  })

  test('LT-12 read again it is the same, and no flow starts for what is derived only then', async () => {
    const place = await connectedTeam()
    await postAll([ada(place), converted(place)])
    await applyAll()
    const before = await rows(place)
    for (let time = 0; time < 3; time++) {
      await again(place, 'replay')
      await applyAll()
    }
    expect(await rows(place)).toEqual(before)

    await rowsOf(place, sql`delete from events where derived_from is not null`)
    await again(place, 'replay')
    await applyAll()
    const after = await rows(place)
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after.at(-1)).toMatchObject({ type: derived, flows: false })
  })
})

describe('its own setting', () => {
  test('the base off: the derived one happens, and tells nothing', async () => {
    const place = await connectedTeam()
    await set(place, updated, false)
    await postAll([ada(place), converted(place)])
    await applyAll()
    expect((await rows(place)).slice(1)).toMatchObject([
      { type: updated, status: 'switched_off' },
      { type: derived, status: 'processed', flows: true },
    ])
    expect(await peopleOf(place)).toMatchObject([{ mrr: {}, plan: null }])
  })

  test('the derived one off: the base is as ever', async () => {
    const place = await connectedTeam()
    await set(place, derived, false)
    await postAll([ada(place), converted(place)])
    await applyAll()
    expect((await rows(place)).slice(1)).toMatchObject([
      { type: updated, status: 'processed' },
      { type: derived, status: 'switched_off' },
    ])
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '4900' } }])
  })

  test('puts the person into its user group', async () => {
    const place = await connectedTeam()
    await set(place, derived, true, 'Converted')
    await postAll([ada(place), converted(place)])
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([{ group: 'Converted' }])
  })

  test('applying what the base missed leaves the derived one’s decision as it was', async () => {
    const place = await connectedTeam()
    await set(place, updated, false)
    await postAll([ada(place), converted(place)])
    await applyAll()
    await rowsOf(place, sql`update event_settings set "on" = true`)
    await again(place, 'missed')
    await applyAll()
    expect((await rows(place)).slice(1)).toMatchObject([
      { type: updated, status: 'processed', flows: false },
      { type: derived, status: 'processed', flows: true },
    ])
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '4900' } }])
  })
})

describe('waiting for a person', () => {
  test.each([true, false])('both wait and are released together; the base on: %s', async (on) => {
    const place = await connectedTeam()
    if (!on) await set(place, updated, false)
    await postAll([converted(place)])
    await applyAll()
    expect((await rows(place)).map(({ status, sent }) => [status, sent])).toEqual([
      on ? ['waiting', false] : ['switched_off', true],
      ['waiting', false],
    ])
    await postAll([ada(place)])
    await applyAll()
    expect((await rows(place)).slice(1)).toMatchObject([
      { type: updated, status: on ? 'processed' : 'switched_off', sent: true },
      { type: derived, status: 'processed', sent: true, flows: true },
    ])
    expect(await rowsOf(place, sql`select 1 from waiting union all select 1 from inbox_queue`)).toEqual([])
  })
})

test('what happened more than a day ago starts no flow, derived or not', async () => {
  const place = await connectedTeam()
  await postAll([ada(place), { ...converted(place), created: start - 3 * 86_400 }])
  await applyAll()
  expect((await rows(place)).filter(({ type }) => type !== 'customer.created')).toMatchObject([
    { type: updated, flows: false },
    { type: derived, flows: false },
  ])
})
