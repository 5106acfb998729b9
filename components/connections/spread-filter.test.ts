import { expect, test } from 'vitest'
import { catalogue } from '@/lib/catalogue'
import { isChargeEvent } from '@/lib/connections/charge-events'
import { effectiveSetting } from '@/lib/connections/effective-setting'
import { conditionsFor } from '@/lib/connections/filter-conditions'
import { type Listed, lettingThrough } from './spread-filter'

const web = { metadata: [{ key: 'source', value: 'web' }] }
const listed = (over: Record<string, Partial<Listed['setting']>>): Listed[] =>
  catalogue.map((row) => ({
    row: { ...row, conditions: conditionsFor(row), charge: isChargeEvent(row.type), notes: [], week: 0, missed: 0 },
    setting: { ...effectiveSetting(row.type, undefined), ...over[row.type] },
  }))

function through(type: string, over: Record<string, Partial<Listed['setting']>>) {
  const all = listed(over)
  const one = all.find(({ row }) => row.type === type) ?? expect.unreachable()
  return lettingThrough(one, all)
    .map(({ row }) => row.type)
    .sort()
}

test('a filtered payment counts through the charge’s other events that are on and not limited the same way', () => {
  const others = through('charge.succeeded', { 'charge.succeeded': { filter: web } })
  expect(others).toContain('charge.updated')
  expect(others.every((type) => /^charge\.(?!dispute|refund\.)/.test(type))).toBe(true)
  expect(
    through('charge.succeeded', {
      'charge.succeeded': { filter: web },
      'charge.updated': { filter: web },
      'charge.captured': { on: false },
    }),
  ).toEqual(others.filter((type) => type !== 'charge.updated' && type !== 'charge.captured'))
})

test('without a filter, or on an event that carries no charge, nothing is offered', () => {
  expect(through('charge.succeeded', {})).toEqual([])
  expect(through('invoice.paid', { 'invoice.paid': { filter: web } })).toEqual([])
})
