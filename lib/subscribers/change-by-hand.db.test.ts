import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { isSuppressed } from '@/lib/suppression/suppressions'
import { changeByHand } from './change-by-hand'
import { subscriberJson } from './json'
import { mergeSubscriber } from './move'
import { findSubscriber, listSubscribers } from './queries'

useTestDatabase()

const somebody = { kind: 'system' } as const

async function shop(): Promise<Place & { idOf: (email: string) => Promise<string> }> {
  const place = await connectedTeam()
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_ada', 'Ada@example.com')),
    stripeEvent(place, 'customer.created', customer('cus_al', 'al@example.com'), 1),
  ])
  await applyAll()
  const idOf = async (email: string) => {
    const { rows } = await listSubscribers(
      place.teamId,
      { siteId: place.siteId, email },
      { limit: 1, cursor: undefined },
    )
    return rows[0]?.id ?? expect.unreachable()
  }
  return { ...place, idOf }
}

async function shown({ teamId }: Place, id: string) {
  const row = await findSubscriber(teamId, id)
  const { tags, fields, user_group, unsubscribed_at } = subscriberJson(row ?? expect.unreachable())
  return { tags, fields, user_group, unsubscribed: unsubscribed_at !== null }
}

const suppressed = ({ teamId, siteId }: Place, email: string) =>
  withTeams(teamId, (tx) => isSuppressed(tx, { teamId, siteId, livemode: true, email }))

test('what somebody of the team says is shown, written down, and stays through a merge', async () => {
  const { idOf, ...place } = await shop()
  const id = await idOf('al@example.com')
  const change = { tags: { add: ['vip'], remove: [] }, fields: { roast: 'dark' }, user_group: 'Regulars' }
  expect(await changeByHand(place.teamId, id, change, somebody)).toBe(true)
  await applyAll()
  const after = { tags: ['vip'], fields: { roast: 'dark' }, user_group: 'Regulars', unsubscribed: false }
  expect(await shown(place, id)).toEqual(after)
  expect(await rowsOf(place, sql`select detail from audit_log where action = 'subscriber.edited'`)).toEqual([
    { detail: { tags: 1, fields: ['roast'], user_group: true } },
  ])

  const ada = await idOf('ada@example.com')
  await mergeSubscriber(place.teamId, id, ada, somebody)
  await applyAll()
  expect(await shown(place, ada)).toEqual(after)
  expect(await changeByHand(place.teamId, id, { tags: { add: [], remove: ['vip'] } }, somebody)).toBe(true)
  await applyAll()
  expect(await shown(place, ada)).toMatchObject({ tags: [] })
})

test('FL-08 unsubscribed by hand, no mail goes out from that moment; subscribed again, it does', async () => {
  const { idOf, ...place } = await shop()
  const id = await idOf('ada@example.com')
  await changeByHand(place.teamId, id, { unsubscribed: true }, somebody)
  expect(await suppressed(place, ' ADA@example.com')).toBe('unsubscribed')
  await applyAll()
  expect(await shown(place, id)).toMatchObject({ unsubscribed: true })
  await changeByHand(place.teamId, id, { unsubscribed: false }, somebody)
  await applyAll()
  expect([await suppressed(place, 'ada@example.com'), (await shown(place, id)).unsubscribed]).toEqual([null, false])
})

test('of somebody who is not there nothing is said', async () => {
  const { teamId } = await connectedTeam()
  expect(await changeByHand(teamId, '0193f000-0000-7000-8000-000000000000', { user_group: 'x' }, somebody)).toBe(false)
})
