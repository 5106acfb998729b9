import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Fact } from './fact'
import { eachObject, FactSet } from './fact-set'

const fact = (told: Partial<Fact>): Fact => ({
  teamId: 'team' as TeamId,
  connectionId: 'connection',
  objectId: 'ch_1',
  aspect: 'charge',
  at: '2026-11-01T12:00:00.000Z',
  rank: 0,
  eventId: 'evt_1',
  siteId: 'site' as SiteId,
  livemode: true,
  value: {},
  ...told,
})

/** Few values each, so that facts repeat; fifty events, so that one object outgrows what is looked through. */
const facts = fc.array(
  fc
    .record({
      connectionId: fc.constantFrom('a', 'b'),
      objectId: fc.constantFrom('ch_1', 'ch_1 ', 'a ch_1'),
      aspect: fc.constantFrom('charge', 'party'),
      rank: fc.constantFrom(0, 1),
      eventId: fc.nat({ max: 50 }).map((n) => `evt_${n}`),
      livemode: fc.boolean(),
      value: fc.nat({ max: 9 }).map((n) => ({ n })),
    })
    .map(fact),
  { maxLength: 400 },
)

const keyOf = ({ connectionId, objectId, livemode, aspect, at, rank, eventId }: Fact) =>
  JSON.stringify([connectionId, objectId, livemode, aspect, at, rank, eventId])

test('a set holds what a map with one long key holds: the later word in the place of the earlier', () => {
  fc.assert(
    fc.property(facts, fc.nat(), (all, at) => {
      const plain = new Map(all.map((each) => [keyOf(each), each]))
      const set = new FactSet(all)
      const sorted = (some: Iterable<Fact>) => [...some].map((f) => `${keyOf(f)} ${JSON.stringify(f.value)}`).sort()
      expect(sorted(set)).toEqual(sorted(plain.values()))
      for (const each of all) {
        const same = [...plain.values()].filter(
          (f) => f.objectId === each.objectId && f.connectionId === each.connectionId && f.livemode === each.livemode,
        )
        expect(sorted(set.of(each))).toEqual(sorted(same))
      }
      const some = all[at % Math.max(1, all.length)]
      if (some) expect([set.has(some), set.has({ ...some, eventId: 'evt_other' })]).toEqual([true, false])
    }),
    { numRuns: 60 },
  )
})

test('each object comes once, as it was named last', () => {
  const named = [fact({ value: { n: 1 } }), fact({ livemode: false }), fact({ eventId: 'evt_2' })]
  expect([...eachObject(named)].map(({ livemode, eventId }) => [livemode, eventId])).toEqual([
    [true, 'evt_2'],
    [false, 'evt_1'],
  ])
})
