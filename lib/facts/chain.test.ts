import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { changedFrom } from './chain'
import { type Fact, type FactValue, newest } from './fact'

const second = '2026-11-01T12:00:00.000Z'

const fact = (eventId: string, value: FactValue, more: Partial<Fact> = {}): Fact => ({
  teamId: 'team' as TeamId,
  connectionId: 'connection',
  objectId: 'sub_1',
  aspect: 'state',
  at: second,
  rank: 1,
  eventId,
  siteId: 'site' as SiteId,
  livemode: true,
  value,
  ...more,
})

const change = (eventId: string, from: FactValue, to: FactValue) => {
  const changed = changedFrom(to, from)
  return fact(eventId, changed ? { ...to, from: changed } : to)
}

const last = (...facts: Fact[]) => newest(facts)?.eventId

describe('of one second', () => {
  test('a change comes after the one that says what it changed from, whatever their ids are', () => {
    const [first, then] = [change('evt_zzz', { n: 1 }, { n: 2 }), change('evt_aaa', { n: 2 }, { n: 3 })]
    expect(last(first, then)).toBe('evt_aaa')
    expect(last(then, first)).toBe('evt_aaa')
  })

  test('a change comes after what was told without any, also when that ranks above it', () => {
    const told = fact('evt_zzz', { status: 'trialing', seats: 2 }, { rank: 40 })
    const changed = change('evt_aaa', { status: 'trialing', seats: 2 }, { status: 'active', seats: 2 })
    expect(last(told, changed)).toBe('evt_aaa')
  })

  test('what ends an object stands, though a change in its second changed from a field it shows', () => {
    const changed = change('evt_aaa', { status: 'active', seats: 2 }, { status: 'active', seats: 3 })
    expect(last(changed, fact('evt_bbb', { status: 'canceled', seats: 2 }, { rank: 60 }))).toBe('evt_bbb')
  })

  test('where nobody told the whole in between, the changed field links', () => {
    const first = change('evt_zzz', { seats: 1, day: null }, { seats: 2, day: null })
    const then = change('evt_aaa', { seats: 2, day: 'monday' }, { seats: 3, day: 'monday' })
    expect(last(first, then)).toBe('evt_aaa')
  })

  test('there and back again nobody can tell: rank, then event id', () => {
    const [there, back] = [change('evt_a', { n: 1 }, { n: 2 }), change('evt_b', { n: 2 }, { n: 1 })]
    expect(last(there, back)).toBe('evt_b')
    expect(last({ ...there, rank: 2 }, back)).toBe('evt_a')
  })

  test('there, back and there again ends where it went twice', () => {
    const walk = [
      change('evt_a', { n: 1 }, { n: 2 }),
      change('evt_z', { n: 2 }, { n: 1 }),
      change('evt_b', { n: 1 }, { n: 2 }),
    ]
    expect(newest(walk)?.value.n).toBe(2)
  })

  test('the order of keys is no difference', () => {
    const first = fact('evt_zzz', { items: [{ id: 'a', of: { x: 1, y: 2 } }], from: { items: [] } })
    const then = fact('evt_aaa', { items: [], from: { items: [{ of: { y: 2, x: 1 }, id: 'a' }] } })
    const third = fact('evt_mmm', { items: ['end'], from: { items: [] } })
    expect(last(first, then, third)).toBe('evt_mmm')
  })

  test('a later second wins over every chain', () => {
    const [first, then] = [change('evt_zzz', { n: 1 }, { n: 2 }), change('evt_aaa', { n: 2 }, { n: 3 })]
    expect(last(then, fact('evt_0', { n: 9 }, { at: '2026-11-01T12:00:01.000Z', rank: -5 }), first)).toBe('evt_0')
  })

  test('a walk that never returns to where it began ends at its end, in whatever order it is read', () => {
    const walk = fc
      .array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 7 })
      .map((steps) => [100, ...steps].filter((step, nth, all) => nth === 0 || step !== all[nth - 1]))
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat({ max: 1_000 })), (values, numbers) => {
        const steps = values.slice(1).map((to, nth) => {
          const id = `evt_${String(numbers.next().value).padStart(4, '0')}_${nth}`
          return change(id, { n: values[nth] ?? null }, { n: to })
        })
        const shuffled = [...steps].sort(() => ((numbers.next().value ?? 0) % 2) - 0.5)
        expect(newest(shuffled)?.value.n).toBe(values.at(-1))
      }),
    )
  })
})
