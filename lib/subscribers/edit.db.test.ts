import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { partitionInbox } from '@/lib/retention/partition-inbox'
import { isSuppressed } from '@/lib/suppression/suppressions'
import { subscribeAgain, unsubscribe } from '@/lib/suppression/unsubscribe'
import type { PersonChange } from './change'
import { editAllParties, editSubscriber } from './edit'
import { customerKey } from './party'

useTestDatabase()
afterEach(() => vi.useRealTimers())

/** Ada, who is two customers. */
async function ada() {
  const place = await connectedTeam()
  const email = 'ada@example.com'
  await postAll(['cus_1', 'cus_2'].map((id) => stripeEvent(place, 'customer.created', customer(id, email))))
  await applyAll()
  const party = { ...place, livemode: true, email, partyKey: customerKey(place.connectionId, 'cus_1') }
  return { place, party }
}

const person = async (place: Place) => {
  const [row] = await rowsOf<{ tags: string[]; unsubscribed: boolean }>(
    place,
    sql`select tags, unsubscribed_at is not null as unsubscribed from subscribers where merged_into is null`,
  )
  return row
}

const vip: PersonChange = { tags: { add: ['vip'], remove: [] } }
const notVip: PersonChange = { tags: { add: [], remove: ['vip'] } }

describe.each(['one table', 'a table of weeks'])('in an inbox that is %s', (how) => {
  test('what is said again with its key, as by a step that is done again, does not beat what was said since', async () => {
    if (how === 'a table of weeks') await partitionInbox()
    const { place, party } = await ada()
    const first = await withTeams(place.teamId, (tx) => editSubscriber(tx, party, vip, 'run:1:tag'))
    await withTeams(place.teamId, (tx) => editSubscriber(tx, party, notVip))
    await applyAll()
    expect(await withTeams(place.teamId, (tx) => editSubscriber(tx, party, vip, 'run:1:tag'))).toBe(first)
    await applyAll()
    expect(await person(place)).toMatchObject({ tags: [] })
    await withTeams(place.teamId, (tx) => editSubscriber(tx, party, vip, 'run:2:tag'))
    await applyAll()
    expect(await person(place)).toMatchObject({ tags: ['vip'] })
  })

  test('who subscribed again after a flow unsubscribed them stays so, though its step is done again', async () => {
    const { place, party } = await ada()
    const byFlow = () => withTeams(place.teamId, (tx) => unsubscribe(tx, party, 'By a flow.', 'run:1:off'))
    await byFlow()
    await applyAll()
    expect(await person(place)).toMatchObject({ unsubscribed: true })
    await withTeams(place.teamId, (tx) => subscribeAgain(tx, party, 'link'))
    await applyAll()
    await byFlow()
    await applyAll()
    expect(await person(place)).toMatchObject({ unsubscribed: false })
    expect(await withTeams(place.teamId, (tx) => isSuppressed(tx, party))).toBeNull()
  })

  test('two who say it at the same moment say it once', async () => {
    const { place, party } = await ada()
    const say = () => withTeams(place.teamId, (tx) => editAllParties(tx, party, vip, 'run:1:all'))
    const ids = await Promise.all([say(), say(), say(), say()])
    expect(new Set(ids).size).toBe(1)
    expect(await rowsOf(place, sql`select count(*)::int as n from inbox where kind = 'command'`)).toEqual([{ n: 2 }])
  })
})

test('PR-14 what was said last wins, also where it was said on a machine whose clock is behind', async () => {
  const { place, party } = await ada()
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, vip))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 30_000 })
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, notVip))
  vi.useRealTimers()
  await applyAll()
  expect(await person(place)).toMatchObject({ tags: [] })
})
