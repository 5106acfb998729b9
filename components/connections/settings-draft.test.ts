import { expect, test } from 'vitest'
import type { EventSetting } from '@/lib/connections/effective-setting'
import { asChanges, changed, changedTypes, countChanges, rebased, reversed, shown } from './settings-draft'

const paid: EventSetting = {
  type: 'invoice.paid',
  on: true,
  trigger_flows: true,
  update_subscriber: true,
  full_name: true,
  user_group: null,
  on_delete: null,
  filter: null,
}

test('a change back to the stored value is no change', () => {
  const off = changed({}, paid, { on: false })
  expect(countChanges(off)).toBe(1)
  expect(changed(off, paid, { on: true })).toEqual({})
})

test('each field of each event counts', () => {
  expect(countChanges(changed(changed({}, paid, { on: false }), paid, { user_group: 'vip' }))).toBe(2)
})

test('the full name goes when updating goes, and is not sent by itself', () => {
  const draft = changed({}, paid, { update_subscriber: false })
  expect(shown(paid, draft).full_name).toBe(false)
  expect(asChanges(draft, [paid])).toEqual([{ type: 'invoice.paid', update_subscriber: false }])
})

test('keeping mine leaves only what still differs from theirs', () => {
  const mine = changed(changed({}, paid, { on: false }), paid, { user_group: 'vip' })
  expect(rebased(mine, [{ ...paid, on: false }])).toEqual({ 'invoice.paid': { user_group: 'vip' } })
})

test('undo names the values from before', () => {
  const draft = changed({}, paid, { on: false, user_group: 'vip' })
  expect(reversed(draft, [paid])).toEqual({ 'invoice.paid': { on: true, user_group: null } })
})

test('what someone else changed is told by type, whatever the field', () => {
  const other = { ...paid, type: 'charge.refunded' }
  expect(changedTypes([paid, other], [paid, { ...other, user_group: 'vip' }])).toEqual(['charge.refunded'])
  expect(changedTypes([paid, other], [{ ...paid }, { ...other }])).toEqual([])
})

test('a filter counts as one change, and the same filter in another order as none', () => {
  const pro = { ...paid, filter: { products: ['prod_a', 'prod_b'] } }
  expect(changed({}, pro, { filter: { products: ['prod_b', 'prod_a'] } })).toEqual({})
  const draft = changed({}, pro, { filter: null })
  expect(countChanges(draft)).toBe(1)
  expect(asChanges(draft, [pro])).toEqual([{ type: 'invoice.paid', filter: null }])
  expect(reversed(draft, [pro])).toEqual({ 'invoice.paid': { filter: pro.filter } })
  expect(changedTypes([paid], [pro])).toEqual(['invoice.paid'])
})
