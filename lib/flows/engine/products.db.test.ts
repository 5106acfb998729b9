import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { productsOfSite, type SiteProduct } from '@/lib/connections/product-names'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent, subscription } from '@/lib/lane/testing-stripe'
import { type Condition, emptyDefinition, type Step } from '../definition'
import { lookUpsOf } from '../look-ups'
import { offeredVariables } from '../offered'
import { pastEvent } from '../past-event'
import { call, liveFlow, notes, runAll, trailOf } from './testing'

useTestDatabase()

const subscribed = (id: string, product: string, status = 'active') => {
  const plain = subscription(id, 'cus_1', 1_000, { status })
  const [item] = plain.items.data
  return { ...plain, items: { ...plain.items, data: [{ ...item, price: { ...item?.price, product } }] } }
}

const has = (op: Condition['op'], value: Condition['value']) => ({
  match: 'all' as const,
  conditions: [{ field: 'subscriber.product_ids', op, value }],
})

const branch: Step = {
  id: 'branch',
  kind: 'branch',
  paths: [
    { id: 'both', name: 'Both', when: allOf('prod_a', 'prod_b'), steps: [call('both1')] },
    { id: 'onlya', name: 'A', when: has('contains', 'prod_a'), steps: [call('onlya1')] },
    { id: 'nota', name: 'Not A', when: has('not_contains', 'prod_a'), steps: [call('nota1')] },
  ],
  otherwise: [call('never1')],
}

function allOf(...products: string[]) {
  return { match: 'all' as const, conditions: products.flatMap((id) => has('contains', id).conditions) }
}

const asking = (id: string) => ({
  ...emptyDefinition,
  trigger: { ...emptyDefinition.trigger, filters: has('contains', id) },
})

const product = (id: string, name: string) => ({ id, object: 'product', name })

async function ada(): Promise<Place> {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com'))])
  await applyAll()
  return place
}

/** Applies events, then a payment, and tells which call its run came to. */
async function pathAfter(place: Place, nth: number, ...events: object[]): Promise<string | undefined> {
  await postAll(events)
  await applyAll()
  await postAll([stripeEvent(place, 'charge.succeeded', charge(`ch_${nth}`, 100, { customer: 'cus_1' }), nth)])
  await applyAll()
  const { kinds } = notes(place)
  await runAll(place, { kinds })
  const [last] = await rowsOf<{ id: string }>(place, sql`select id from flow_runs order by id desc limit 1`)
  const trail = await trailOf(place, last?.id)
  return trail.find((line) => line.endsWith('1 done'))
}

test('a branch goes by the products the person subscribes to at that moment', async () => {
  const place = await ada()
  await liveFlow(place, { steps: [branch] })
  expect(await pathAfter(place, 1)).toBe('nota1 done')
  const created = 'customer.subscription.created'
  expect(await pathAfter(place, 20, stripeEvent(place, created, subscribed('sub_a', 'prod_a'), 10))).toBe('onlya1 done')
  expect(await pathAfter(place, 40, stripeEvent(place, created, subscribed('sub_b', 'prod_b'), 30))).toBe('both1 done')
  const ended = stripeEvent(place, 'customer.subscription.deleted', subscribed('sub_a', 'prod_a', 'canceled'), 50)
  expect(await pathAfter(place, 60, ended)).toBe('nota1 done')
})

test('the event that begins a subscription begins a run that knows its product', async () => {
  const place = await ada()
  await liveFlow(place, { on: 'customer.subscription.created', steps: [branch] })
  await postAll([stripeEvent(place, 'customer.subscription.created', subscribed('sub_a', 'prod_a'), 10)])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(await trailOf(place)).toContain('onlya1 done')
  expect(seen.map(({ subscriber }) => subscriber.product_ids)).toEqual([['prod_a']])
  const past = await pastEvent({ ...place, livemode: true }, 'customer.subscription.created')
  const offered = past.ok ? offeredVariables('customer.subscription.created', past.value) : []
  expect(offered.find(({ path }) => path === 'subscriber.product_ids')).toMatchObject({
    sample: 'prod_a',
    is_real: true,
  })
})

test('who stays outside for a product is told its name; a site offers those of its own connections and mode', async () => {
  const place = await ada()
  await liveFlow(place, { steps: [call()], filters: has('contains', 'prod_a') })
  await postAll([
    stripeEvent(place, 'product.created', product('prod_b', 'Basic')),
    stripeEvent(place, 'product.created', product('prod_a', 'Advanced')),
    stripeEvent(place, 'product.deleted', product('prod_b', 'Basic'), 5),
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, { customer: 'cus_1' }), 10),
  ])
  await applyAll()
  await runAll(place)
  expect(await rowsOf(place, sql`select reason, says from flow_runs`)).toEqual([
    { reason: 'filter_not_met', says: 'Asked for: subscriber’s products include Advanced.' },
  ])
  const here = { ...place, livemode: true }
  const known = [{ id: 'prod_a', name: 'Advanced', isOffered: true }]
  expect(await productsOfSite(here)).toEqual(known)
  expect(await productsOfSite({ ...here, livemode: false })).toEqual([])
  expect(await productsOfSite({ ...here, siteId: await addSite(place, 'Other') })).toEqual([])
  const { teamId } = await connectedTeam()
  expect(await productsOfSite({ ...here, teamId }, ['prod_a'])).toEqual([])
})

test('what a flow asks for keeps its name, whatever became of it', async () => {
  const place = await ada()
  const here = { ...place, livemode: true }
  await postAll([
    stripeEvent(place, 'product.created', product('prod_gone', 'Advanced')),
    stripeEvent(place, 'product.deleted', product('prod_gone', 'Advanced'), 5),
    stripeEvent(place, 'product.created', product('prod_last', 'Zinc')),
  ])
  await applyAll()
  await rowsOf(
    place,
    sql`insert into products (team_id, connection_id, product_id, livemode, name)
      select ${place.teamId}, ${place.connectionId}, 'prod_' || n, true, 'Another' from generate_series(1, 500) n`,
  )
  const chosen = ['prod_gone', 'prod_last', 'prod_nobody']
  const kept: SiteProduct[] = [
    { id: 'prod_gone', name: 'Advanced', isOffered: false },
    { id: 'prod_last', name: 'Zinc', isOffered: false },
  ]
  const found = await productsOfSite(here, chosen)
  expect(found.filter(({ isOffered }) => isOffered)).toHaveLength(500)
  expect(found.filter(({ id }) => chosen.includes(id))).toEqual(expect.arrayContaining(kept))
  await routeTo(place, await addSite(place, 'Other'))
  expect(await productsOfSite(here, chosen)).toEqual(expect.arrayContaining(kept))

  const { productName } = await lookUpsOf(place.teamId, place.siteId, asking('prod_last'))
  expect(['prod_last', 'prod_gone', 'prod_1'].map(productName)).toEqual(['Zinc', null, null])
})
