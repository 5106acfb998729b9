import { expect, test } from 'vitest'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { byId, merged } from './merge-webhooks'

const row = (id: string, status: WebhookEventJson['status'] = 'received') => ({ id, status }) as WebhookEventJson
const ids = (rows: ReadonlyMap<string, WebhookEventJson>) => [...rows.keys()].sort()

test('the newest answer wins, and older rows that were loaded stay', () => {
  const known = byId([row('4'), row('3'), row('2'), row('1')])
  const now = merged(known, { data: [row('5'), row('4', 'processed'), row('3')], next_cursor: '3' })
  expect(ids(now)).toEqual(['1', '2', '3', '4', '5'])
  expect(now.get('4')?.status).toBe('processed')
})

test('what the answer reaches and does not hold is of another list now', () => {
  const known = byId([row('4'), row('3'), row('1')])
  expect(ids(merged(known, { data: [row('5'), row('3')], next_cursor: '3' }))).toEqual(['1', '3', '5'])
})

test('an answer without a next page reaches everything', () => {
  expect(ids(merged(byId([row('4'), row('1')]), { data: [row('5')], next_cursor: null }))).toEqual(['5'])
  expect(ids(merged(byId([row('4')]), { data: [], next_cursor: null }))).toEqual([])
})
