import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { readEventSettings, saveEventSettings } from '@/lib/connections/event-settings'
import { checkPeople } from '@/lib/figures/check'
import { writeEntries } from '@/lib/inbox/entries'
import type { PersonChange } from '@/lib/subscribers/change'
import { editSubscriber } from '@/lib/subscribers/edit'
import { mostTags } from '@/lib/subscribers/limits'
import { customerKey } from '@/lib/subscribers/party'
import { LaneClient } from './client'
import { type Command, commandEntry } from './command'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { charge, customer, postAll, start, stripeEvent } from './testing-stripe'

useTestDatabase()

const long = process.env.SLUICE_LONG === '1'

let client: LaneClient | null = null
const lane = async () => {
  client ??= await LaneClient.connect()
  return client
}
afterAll(() => client?.close())

interface Edited extends Record<string, unknown> {
  email: string
  tags: string[]
  fields: object
  group: string | null
  /** At which second of the story. */
  unsubscribed: number | null
}

const editedPeople = (place: Place) =>
  rowsOf<Edited>(
    place,
    sql`select email_key as email, tags, fields, user_group as "group", (extract(epoch from unsubscribed_at) - ${start})::int as unsubscribed
      from subscribers where merged_into is null order by email_key`,
  )

/** Says something of one of the place's customers at a second of the story. */
async function say(place: Place, customerId: string, second: number, change: PersonChange) {
  await command(place, second, { name: 'edit', key: customerKey(place.connectionId, customerId), ...change })
}

async function command({ teamId, siteId }: Place, second: number, said: Command) {
  const entry = commandEntry({ teamId, siteId, livemode: true }, said)
  const created = new Date((start + second) * 1000)
  await withTeams(teamId, (tx) => writeEntries(tx, [{ ...entry, created }]))
}

const merge = (place: Place, from: string, to: string | null, second: number) => {
  const keyOf = (id: string) => customerKey(place.connectionId, id)
  return command(place, second, { name: 'move', keys: [keyOf(from)], to: to && keyOf(to) })
}

async function ada(): Promise<Place> {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_ada', 'ada@example.com'))])
  await applyAll()
  return place
}

test('what a flow says of a person is theirs within a moment, once for the same key', async () => {
  const place = await ada()
  const party = { ...place, livemode: true, partyKey: customerKey(place.connectionId, 'cus_ada') }
  const change = { tags: { add: ['vip', 'Espresso'], remove: [] }, fields: { roast: 'dark', cups: 3, decaf: false } }
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, change, 'run:1:a'))
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, { user_group: 'Regulars', unsubscribed: true }))
  await applyAll()
  const [person] = await editedPeople(place)
  expect(person).toMatchObject({ tags: ['Espresso', 'vip'], fields: change.fields, group: 'Regulars' })
  expect(person?.unsubscribed).not.toBeNull()

  const taken = { tags: { add: [], remove: ['vip'] }, fields: { cups: null }, user_group: null, unsubscribed: false }
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, taken))
  await withTeams(place.teamId, (tx) => editSubscriber(tx, party, change, 'run:1:a'))
  await applyAll()
  expect(await editedPeople(place)).toEqual([
    {
      email: 'ada@example.com',
      tags: ['Espresso'],
      fields: { roast: 'dark', decaf: false },
      group: null,
      unsubscribed: null,
    },
  ])
})

test('what was said goes along into a merge and back out of it, and through a new address', async () => {
  const place = await ada()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_al', 'al@example.com'), 1)])
  await say(place, 'cus_ada', 10, { tags: { add: ['vip'], remove: [] }, fields: { roast: 'dark' } })
  await say(place, 'cus_al', 20, { tags: { add: ['new'], remove: ['vip'] }, unsubscribed: true })
  await merge(place, 'cus_al', 'cus_ada', 30)
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([
    { email: 'ada@example.com', tags: ['new'], fields: { roast: 'dark' }, unsubscribed: 20 },
  ])
  await merge(place, 'cus_al', null, 40)
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_al', 'albert@example.com'), 50)])
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([
    { email: 'ada@example.com', tags: ['vip'], fields: { roast: 'dark' }, unsubscribed: null },
    { email: 'albert@example.com', tags: ['new'], fields: {}, unsubscribed: 20 },
  ])
})

test('the newest group is shown, whether an event gave it or somebody said it', async () => {
  const place = await ada()
  const now = await readEventSettings(place.teamId, place.connectionId)
  const changes = [{ type: 'charge.succeeded' as const, user_group: 'Buyers' }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: now?.version ?? 0 }, sluice)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 500, { customer: 'cus_ada' }), 10)])
  await say(place, 'cus_ada', 5, { user_group: 'Early' })
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([{ group: 'Buyers' }])
  await say(place, 'cus_ada', 15, { user_group: null })
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([{ group: null }])
})

test('a deletion that unsubscribes does so whatever was said', async () => {
  const place = await ada()
  const now = await readEventSettings(place.teamId, place.connectionId)
  const changes = [{ type: 'customer.deleted' as const, on_delete: 'unsubscribe' as const }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: now?.version ?? 0 }, sluice)
  await say(place, 'cus_ada', 60, { unsubscribed: false })
  await postAll([stripeEvent(place, 'customer.deleted', customer('cus_ada', 'ada@example.com'), 30)])
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([{ unsubscribed: 30 }])
})

test('what is said of somebody nobody has heard of waits for them', async () => {
  const place = await connectedTeam()
  await say(place, 'cus_ada', 10, { tags: { add: ['__proto__', 'constructor'], remove: [] } })
  await applyAll()
  expect(await editedPeople(place)).toEqual([])
  await postAll([stripeEvent(place, 'customer.created', customer('cus_ada', 'ada@example.com'))])
  await applyAll()
  expect(await editedPeople(place)).toMatchObject([{ tags: ['__proto__', 'constructor'] }])
})

test('of ever more tags the newest are kept, and a row does not grow for ever', async () => {
  const place = await ada()
  for (let n = 0; n < 6; n++) {
    const add = Array.from({ length: 50 }, (_, i) => `tag ${n * 50 + i}`)
    await say(place, 'cus_ada', n, { tags: { add, remove: [] } })
  }
  await applyAll()
  const [person] = await editedPeople(place)
  expect(person?.tags).toHaveLength(mostTags)
  expect(person?.tags).toEqual(expect.arrayContaining(['tag 200', 'tag 299']))
  const [party] = await rowsOf<{ words: number }>(
    place,
    sql`select (select count(*)::int from jsonb_object_keys(edits->'tags')) as words from parties`,
  )
  expect(party?.words).toBe(2 * mostTags)
})

const customers = ['cus_ada', 'cus_al', 'cus_bo'] as const
const second = fc.integer({ min: 1, max: 6 })
const someTags = fc.subarray(['a', 'b', 'c'])
const act = fc.record({
  who: fc.constantFrom(...customers),
  second,
  change: fc.record(
    {
      tags: fc.record({ add: someTags, remove: someTags }),
      fields: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('1', 2, true, null), { noNullPrototype: true }),
      user_group: fc.constantFrom('One', 'Two', null),
      unsubscribed: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
})
/** Whom the second is merged into, if at all, and when it is separated again. */
const merged = fc.option(fc.constantFrom('cus_ada', 'cus_bo'))

test('PR-02 edits and events in any order, cut into batches anyhow, end as the newest words say', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 10 }),
      merged,
      fc.infiniteStream(fc.nat()),
      async (acts, into, numbers) => {
        const place = await connectedTeam()
        const number = () => numbers.next().value ?? 0
        const tell = (id: string) =>
          postAll([stripeEvent(place, 'customer.created', customer(id, `${id}@a.example`), 0, { id: `evt_${id}` })])
        const open = [
          ...customers.map((id) => () => tell(id)),
          ...acts.map((one) => () => say(place, one.who, one.second, one.change)),
          ...(into ? [() => mergeKnown(place, into, tell)] : []),
        ]
        while (open.length > 0) {
          const [next] = open.splice(number() % open.length, 1)
          await next?.()
          if (number() % 3 === 0) await applyAll((number() % 4) + 1, await lane())
        }
        await applyAll(128, await lane())
        expect(await editedPeople(place)).toEqual(expected(acts, into))
        await checkPeople(place.teamId)
        expect(await rowsOf(place, sql`select 1 from inbox_queue`)).toEqual([])
      },
    ),
    { numRuns: long ? 1_000 : 30 },
  )
})

/** People are merged on their pages, so both are known by then. */
async function mergeKnown(place: Place, into: string, tell: (id: string) => Promise<void>) {
  await tell('cus_al')
  await tell(into)
  await applyAll(128, await lane())
  await merge(place, 'cus_al', into, 3)
}

type Act = { who: string; second: number; change: PersonChange }

/** The same told simply: per person all words in the order of time, of one moment the larger value last. */
function expected(acts: readonly Act[], into: string | null): Edited[] {
  const people = customers.filter((id) => !into || id !== 'cus_al')
  return people.map((id) => {
    const theirs = acts.filter(({ who }) => who === id || (who === 'cus_al' && into === id))
    const said = <T>(wordsIn: (change: PersonChange) => [string, T][]) => {
      const words = theirs.flatMap((one) =>
        wordsIn(one.change).map(([name, value]) => ({ name, value, at: one.second })),
      )
      const inOrder = words.sort((a, b) => a.at - b.at || (JSON.stringify(a.value) < JSON.stringify(b.value) ? -1 : 1))
      return new Map(inOrder.map(({ name, value, at }) => [name, { value, at }]))
    }
    const tags = said(({ tags }) => [
      ...(tags?.remove ?? []).map((tag): [string, boolean] => [tag, false]),
      ...(tags?.add ?? []).map((tag): [string, boolean] => [tag, true]),
    ])
    const fields = said(({ fields }) => Object.entries(fields ?? {}))
    const group = said(({ user_group }) => (user_group === undefined ? [] : [['', user_group]])).get('')
    const gone = said(({ unsubscribed }) => (unsubscribed === undefined ? [] : [['', unsubscribed]])).get('')
    return {
      email: `${id}@a.example`,
      tags: [...tags].flatMap(([tag, { value }]) => (value ? [tag] : [])).sort(),
      fields: Object.fromEntries([...fields].flatMap(([name, { value }]) => (value === null ? [] : [[name, value]]))),
      group: group?.value ?? null,
      unsubscribed: gone?.value ? gone.at : null,
    }
  })
}
