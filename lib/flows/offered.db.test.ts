import { beforeAll, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { listEvents } from '@/lib/events/queries'
import { addSite, applyAll, connectedTeam, type Place } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { offeredVariables } from './offered'
import { pastEvent } from './past-event'

useTestDatabase()

let place: Place
const where = () => ({ teamId: place.teamId, siteId: place.siteId, livemode: true })

beforeAll(async () => {
  place = await connectedTeam()
  const card = { payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } } }
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900, { ...card, metadata: { 'source.first': 'ads' } })),
    stripeEvent(place, 'charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 }), 10),
  ])
  await applyAll()
})

async function sampleOf(type: string, eventId?: string) {
  const past = await pastEvent(where(), type, eventId)
  if (!past.ok) throw new Error(past.reason)
  const offered = offeredVariables(type, past.value)
  return { past: past.value, of: (path: string) => offered.find((one) => one.path === path) }
}

test('variables are offered with what the newest event of the type says, its object and its person', async () => {
  const { past, of } = await sampleOf('charge.succeeded')
  expect(past).toMatchObject({ isSample: false, siteName: 'Main', event: { details: { card_last4: '4242' } } })
  expect(of('event.amount')).toMatchObject({ sample: '49.00', is_real: true, group: 'event' })
  expect(of('event.card_last4')).toMatchObject({ sample: '4242', is_real: true })
  expect(of('event.metadata.source.first')).toMatchObject({ sample: 'ads', label: 'source.first' })
  expect(of('subscriber.email')).toMatchObject({ sample: 'ada@example.com', is_real: true, group: 'subscriber' })
  expect(of('subscriber.plan')).toMatchObject({ sample: null })
  expect(of('site.name')).toMatchObject({ sample: 'Main' })
})

test('where nothing happened yet the catalogue’s example stands in, and says so', async () => {
  const { past, of } = await sampleOf('invoice.payment_failed')
  expect(past).toMatchObject({ isSample: true, eventId: null })
  expect(of('event.attempt_number')).toMatchObject({ sample: expect.any(String), is_real: false })
  expect(of('subscriber.email')).toMatchObject({ sample: 'ada@example.com', is_real: false })
})

test('before an event is chosen the general fields are offered without values', () => {
  const offered = offeredVariables('', null)
  expect(offered.map(({ path }) => path)).toContain('subscriber.email')
  expect(offered.every(({ sample, is_real }) => sample === null && !is_real)).toBe(true)
})

test('an event that is asked for must be of the type, the site, the mode and the team', async () => {
  const { rows } = await listEvents(place.teamId, { siteId: place.siteId }, { limit: 10 })
  const paid = rows.find(({ type }) => type === 'charge.succeeded')?.id ?? ''
  expect((await sampleOf('charge.succeeded', paid)).past.eventId).toBe(paid)
  const other = await addSite(place, 'Second')
  const stranger = await connectedTeam()
  const refused = [
    pastEvent(where(), 'charge.refunded', paid),
    pastEvent({ ...where(), siteId: other }, 'charge.succeeded', paid),
    pastEvent({ ...where(), livemode: false }, 'charge.succeeded', paid),
    pastEvent({ ...where(), ...stranger }, 'charge.succeeded', paid),
    pastEvent(where(), 'charge.succeeded', newId()),
    pastEvent(where(), 'no.such.event'),
  ]
  expect(await Promise.all(refused)).toEqual([
    { ok: false, reason: 'other_event' },
    ...Array.from({ length: 5 }, () => ({ ok: false, reason: 'no_event' })),
  ])
})
