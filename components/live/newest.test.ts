import { expect, test } from 'vitest'
import { withNewest } from './newest'

type Row = { id: string; state: string }
const row = (id: string, state = 'queued'): Row => ({ id, state })
const ids = (rows: readonly Row[]) => rows.map(({ id, state }) => `${id} ${state}`)

test('a row in the page is as the page says, and one that left it is gone', () => {
  const now = withNewest([row('5'), row('4'), row('3')], {
    data: [row('6'), row('5', 'dead'), row('3')],
    next_cursor: '3',
  })
  expect(ids(now)).toEqual(['6 queued', '5 dead', '3 queued'])
})

test('older rows that were loaded on request stay below', () => {
  const now = withNewest([row('5'), row('4'), row('2'), row('1')], { data: [row('5'), row('4')], next_cursor: '4' })
  expect(ids(now)).toEqual(['5 queued', '4 queued', '2 queued', '1 queued'])
})

test('a page that is the whole list is the list', () => {
  expect(withNewest([row('2'), row('1')], { data: [], next_cursor: null })).toEqual([])
  expect(ids(withNewest([row('2'), row('1')], { data: [row('2')], next_cursor: null }))).toEqual(['2 queued'])
})
