import { afterEach, expect, test, vi } from 'vitest'
import { newId } from './columns'

afterEach(() => {
  vi.useRealTimers()
})

test('ids sort as they were made, also thousands in one millisecond and when the clock is set back', () => {
  vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z') })
  const ids = Array.from({ length: 5_000 }, newId)
  vi.setSystemTime(new Date('2026-11-20T11:00:00Z'))
  ids.push(...Array.from({ length: 5_000 }, newId))
  vi.setSystemTime(new Date('2026-11-20T12:00:01Z'))
  ids.push(...Array.from({ length: 5_000 }, newId))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
