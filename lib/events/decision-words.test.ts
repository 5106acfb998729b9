import { expect, test } from 'vitest'
import type { Decision } from '@/db/schema/events'
import { decisionWords } from './decision-words'

const usual: Decision = {
  settings_version: 3,
  on: true,
  trigger_flows: true,
  update_subscriber: true,
  full_name: false,
  user_group: null,
  on_delete: null,
}
const words = (decision: Partial<Decision>) => decisionWords({ ...usual, ...decision }).map((each) => each.words)

test('a usual event updates and may start flows', () => {
  expect(words({})).toEqual(['Updates the subscriber.', 'May start flows.'])
  expect(words({ full_name: true, user_group: 'vip' }).slice(0, 2)).toEqual([
    'Updates the subscriber, the full name included.',
    'Puts them into the group “vip”.',
  ])
})

test('a switched-off one changes nothing, whatever else was chosen', () => {
  expect(decisionWords({ ...usual, on: false, user_group: 'vip' })).toHaveLength(1)
  expect(decisionWords({ ...usual, on: false })[0]?.yes).toBe(false)
})

test('why no flow could start is said', () => {
  expect(words({ no_flows: 'historical' }).at(-1)).toBe('Starts no flow: it is older than the connection.')
  expect(words({ no_flows: 'too_old' }).at(-1)).toMatch(/24 hours/)
  expect(words({ trigger_flows: false, no_flows: 'too_old' }).at(-1)).toBe('Starts no flows.')
})

test('what a deletion does is one of three', () => {
  expect(words({ on_delete: 'unsubscribe' })[1]).toMatch(/^Unsubscribes/)
  expect(words({ on_delete: 'delete' })[1]).toMatch(/^Deletes/)
  expect(words({ on_delete: 'nothing' })[1]).toMatch(/^Leaves/)
})
