import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { adoptUnrouted } from '@/lib/lane/upkeep/adopt'
import { closeReceiver } from './node-http'

useTestDatabase()
afterAll(closeReceiver)

const inTest = { livemode: false }
const testCharge = (place: { account: string }) =>
  stripeEvent(place, 'charge.succeeded', charge('ch_1', 100), 0, inTest)
const setRoute = ({ teamId, connectionId }: Place, state: 'open' | 'closed') =>
  withTeams(teamId, (tx) =>
    tx.execute(sql`update routes set state = ${state} where team_id = ${teamId} and connection_id = ${connectionId}`),
  )
const landedOn = async ({ teamId, connectionId }: Place) =>
  (
    await rowsOf<{ id: string }>(
      { teamId },
      sql`select stripe_event_id as id from inbox where connection_id = ${connectionId} order by id`,
    )
  ).map((row) => row.id)
const unroutedOf = async ({ account }: Place) =>
  (
    await db.execute<{ id: string }>(
      sql`select stripe_event_id as id from sluice_unrouted(5000) where stripe_account = ${account}`,
    )
  ).rows.map((row) => row.id)

describe('an open route takes what a closed one would keep', () => {
  test('RT-09 a team that disconnected the test side never gets the test events of the team that is connected live', async () => {
    const former = await connectedTeam(inTest)
    await setRoute(former, 'closed')
    const holder = await connectedTeam({ account: former.account })
    const event = testCharge(holder)
    await postAll([event])
    expect(await landedOn(former)).toEqual([])
    expect(await landedOn(holder)).toEqual([event.id])
  })

  test('RT-09 within one team a disconnected test side leaves test events to the open live connection', async () => {
    const testSide = await connectedTeam(inTest)
    const live = await connectedTeam({ account: testSide.account, teamId: testSide.teamId })
    const [whileOpen, after] = [testCharge(live), testCharge(live)]
    await postAll([whileOpen])
    await setRoute(testSide, 'closed')
    await postAll([after])
    expect(await landedOn(testSide)).toEqual([whileOpen.id])
    expect(await landedOn(live)).toEqual([after.id])
  })

  test('RT-04 with no open route the closed exact one keeps what still arrives', async () => {
    const testSide = await connectedTeam(inTest)
    const live = await connectedTeam({ account: testSide.account, teamId: testSide.teamId })
    await setRoute(testSide, 'closed')
    await setRoute(live, 'closed')
    const [inTestMode, inLive] = [testCharge(live), stripeEvent(live, 'charge.succeeded', charge('ch_2', 100))]
    await postAll([inTestMode, inLive])
    expect(await landedOn(testSide)).toEqual([inTestMode.id])
    expect(await landedOn(live)).toEqual([inLive.id])
  })

  test('RT-09 two teams that both disconnected: what still arrives is nobody’s until one connects again', async () => {
    const former = await connectedTeam(inTest)
    const holder = await connectedTeam({ account: former.account })
    await setRoute(former, 'closed')
    await setRoute(holder, 'closed')
    const event = testCharge(holder)
    await postAll([event])
    expect([await landedOn(former), await landedOn(holder)]).toEqual([[], []])
    expect(await unroutedOf(holder)).toEqual([event.id])
    expect(await adoptUnrouted()).toBe(0)

    await setRoute(holder, 'open')
    expect(await adoptUnrouted()).toBe(1)
    expect(await landedOn(holder)).toEqual([event.id])
    expect(await landedOn(former)).toEqual([])
  })

  test('RT-03 RT-09 a waiting test event is adopted by the open live connection although a closed test side stands by', async () => {
    const account = 'acct_waited'
    const event = testCharge({ account })
    await postAll([event])
    const former = await connectedTeam({ account, ...inTest })
    await setRoute(former, 'closed')
    expect(await adoptUnrouted()).toBe(0)
    const holder = await connectedTeam({ account })
    expect(await adoptUnrouted()).toBe(1)
    expect(await landedOn(former)).toEqual([])
    expect(await landedOn(holder)).toEqual([event.id])
  })

  test('RT-05 RT-09 the end of the test side is told to the test side, closed as it is', async () => {
    const testSide = await connectedTeam(inTest)
    const live = await connectedTeam({ account: testSide.account, teamId: testSide.teamId })
    await setRoute(testSide, 'closed')
    const end = stripeEvent(live, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 0, inTest)
    await postAll([end])
    expect(await landedOn(testSide)).toEqual([end.id])
    expect(await landedOn(live)).toEqual([])
  })
})
