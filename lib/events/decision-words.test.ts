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
const words = (decision: Partial<Decision>) =>
  decisionWords({ ...usual, ...decision }, null, { prod_pro: 'Pro' }).map((each) => each.words)

test('a usual event updates and may start flows', () => {
  expect(words({})).toEqual(['Updates the subscriber.', 'Flows may start from it.'])
  expect(words({ full_name: true, user_group: 'vip' }).slice(0, 2)).toEqual([
    'Updates the subscriber, including the full name.',
    'Puts them into the group “vip”.',
  ])
})

test('a switched-off one changes nothing, whatever else was chosen', () => {
  expect(words({ on: false, user_group: 'vip' })).toEqual([
    'Changes nothing: this event was switched off.',
    'Whose customer this is was noted all the same.',
  ])
  expect(decisionWords({ ...usual, on: false }, 'switched_off')[0]).toMatchObject({ yes: false, by: 'setting' })
})

test('what a filter or the ignore list left out names the condition or the customer', () => {
  const filter = { products: ['prod_pro'], livemode: true }
  expect(words({ filter, left_out: { by: 'filter', rule: { products: ['prod_pro'] } } })[0]).toBe(
    'Changes nothing: the setting says “only products: Pro”, and this one does not match.',
  )
  expect(words({ filter })[0]).toBe('Counts: it matches “only products: Pro, only live mode”.')
  expect(words({ left_out: { by: 'customer', customer: 'cus_1' } })[0]).toBe('Changes nothing: cus_1 is ignored.')
})

test('what never got as far as a decision says by which rule', () => {
  expect(decisionWords(null, 'paused')).toEqual([{ yes: false, words: 'Changes nothing, by this rule: Paused.' }])
  expect(decisionWords(null, null)).toEqual([])
})

test('why no flow could start is said', () => {
  expect(words({ no_flows: 'historical' }).at(-1)).toBe('Starts no flow: it is older than the connection.')
  expect(words({ no_flows: 'too_old' }).at(-1)).toMatch(/24 hours/)
  expect(words({ no_flows: 'paused' }).at(-1)).toMatch(/paused/)
  expect(words({ no_flows: 'disconnected' }).at(-1)).toMatch(/ended/)
  expect(words({ trigger_flows: false, no_flows: 'too_old' }).at(-1)).toBe('Starts no flows.')
})

test('what a deletion does is one of three', () => {
  expect(words({ on_delete: 'unsubscribe' })[1]).toMatch(/^Unsubscribes/)
  expect(words({ on_delete: 'delete' })[1]).toMatch(/^Deletes/)
  expect(words({ on_delete: 'nothing' })[1]).toMatch(/^Leaves/)
})

test('no name is promised where the event names nobody by name', () => {
  const [updates] = decisionWords({ ...usual, full_name: true }, null, {}, { named: false })
  expect(updates?.words).toBe('Updates the subscriber.')
})

test('what is about nobody is said to update nobody', () => {
  const said = (nobody: 'plans' | 'connection' | 'nothing') => decisionWords(usual, null, {}, { nobody })
  expect(said('plans').map((each) => each.words)).toEqual([
    'Keeps plans and recurring revenue right. It is about nobody, so it starts no flows.',
  ])
  expect(said('connection')[0]?.words).toMatch(/^Keeps the connection itself right/)
  expect(said('nothing')).toMatchObject([{ yes: false, words: expect.stringMatching(/changes no subscriber/) }])
  expect(decisionWords({ ...usual, on: false }, null, {}, { nobody: 'plans' })).toHaveLength(1)
})

test('a derived event leaves money and people to its base, and says when that was not used', () => {
  const said = (counts: boolean) => decisionWords(usual, null, {}, { base: { label: 'Subscription updated', counts } })
  expect(said(true)[0]?.words).toBe('Changes no fields itself: “Subscription updated” tells them, once.')
  expect(said(false)[0]?.words).toBe('Changes no fields: “Subscription updated” would tell them, and was not used.')
})

test('a payment that was left out says through what it counts all the same', () => {
  const left = { ...usual, left_out: { by: 'filter' as const, rule: { livemode: true } } }
  const event = { id: 'e', type: 'charge.updated', label: 'Payment updated' }
  expect(decisionWords(left, null, {}, { countedLater: { by: 'event', event } })[1]).toEqual({
    yes: true,
    words: 'The payment counts all the same: “Payment updated” told of it later, as a whole.',
  })
  expect(decisionWords(left, null, {}, { countedLater: { by: 'answer' } })[1]?.words).toMatch(/Stripe was asked/)
})
