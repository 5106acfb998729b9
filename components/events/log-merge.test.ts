import { expect, test } from 'vitest'
import type { LogRow } from '@/lib/events/json'
import { type Log, mergeLog, showHeld } from './log-merge'

const row = (id: string, status = 'processed') => ({ id, status }) as LogRow
const page = (ids: string, next: string | null = null) => ({ data: [...ids].map((id) => row(id)), next_cursor: next })
const log = (ids: string, rest: Partial<Log> = {}): Log => ({
  shown: page(ids).data,
  held: [],
  gap: false,
  next: null,
  ...rest,
})
const ids = (rows: LogRow[]) => rows.map((one) => one.id).join('')

test('new rows join on top, late ones take their place', () => {
  expect(ids(mergeLog(log('ca'), page('dcba'), false).shown)).toBe('dcba')
})

test('a row on screen is brought up to date where it stands, also while new ones are held', () => {
  const merged = mergeLog(log('ba'), { data: [row('c'), row('b', 'waiting'), row('a')], next_cursor: null }, true)
  expect(merged.shown.map((one) => one.status)).toEqual(['waiting', 'processed'])
  expect(ids(merged.held)).toBe('c')
})

test('while held nothing moves; then the held rows join, each once', () => {
  const first = mergeLog(log('ba'), page('cba'), true)
  const second = mergeLog(first, page('dcba'), true)
  expect([ids(second.shown), ids(second.held)]).toEqual(['ba', 'dc'])
  expect(ids(showHeld(second).shown)).toBe('dcba')
  expect(showHeld(second).held).toEqual([])
})

test('more than a page of news begins the list anew instead of hiding a hole', () => {
  const held = mergeLog(log('ba', { next: 'a' }), page('zyx', 'x'), true)
  expect(held.gap).toBe(true)
  expect(showHeld(held)).toMatchObject({ next: 'x', held: [], gap: false })
  expect(ids(showHeld(held).shown)).toBe('zyx')
  expect(mergeLog(log('ba', { next: 'a' }), page('zyx', 'x'), false)).toMatchObject({ next: 'x' })
})

test('older pages already loaded stay, and so does the way to the next one', () => {
  const merged = mergeLog(log('cba', { next: 'a' }), page('dc', 'c'), false)
  expect([ids(merged.shown), merged.next]).toEqual(['dcba', 'a'])
})

test('the first rows of an empty list bring its cursor', () => {
  expect(mergeLog(log(''), page('ba', 'a'), false)).toMatchObject({ next: 'a' })
})
