import { expect, test } from 'vitest'
import { emptyDefinition, type FlowDefinition, type Step } from '@/lib/flows/definition'
import { countChanges } from './count-changes'
import { move } from './edit-steps'

const email: Step = { id: 'mail', kind: 'email', subject: 'Hi', preview: '', body: '', from_name: '', reply_to: '' }
const branch: Step = {
  id: 'bran',
  kind: 'branch',
  paths: [{ id: 'path', name: '', when: { match: 'all', conditions: [] }, steps: [{ id: 'ends', kind: 'end' }] }],
  otherwise: [],
}
const flow: FlowDefinition = { ...emptyDefinition, steps: [email, branch] }

test('each part of the trigger and each step counts once', () => {
  expect(countChanges(flow, structuredClone(flow))).toBe(0)
  expect(countChanges(flow, { ...flow, cap: null, ends_when: ['invoice.paid'] })).toBe(2)
  expect(countChanges(flow, { ...flow, steps: [{ ...email, subject: 'Hello', body: 'there' }, branch] })).toBe(1)
  expect(countChanges(flow, { ...flow, steps: [email] })).toBe(2)
  expect(countChanges(flow, { ...flow, steps: [...flow.steps, { id: 'newo', kind: 'end' }] })).toBe(1)
})

test('a changed order counts once, also when a step went into a path', () => {
  expect(countChanges(flow, { ...flow, steps: [branch, email] })).toBe(1)
  expect(countChanges(flow, { ...flow, steps: move(flow.steps, 'mail', 'down') })).toBe(1)
  expect(countChanges(flow, { ...flow, steps: move(move(flow.steps, 'mail', 'down'), 'mail', 'up') })).toBe(0)
})

test('the order of keys, and a value left out, make no difference', () => {
  const filters = { match: 'all' as const, conditions: [{ field: 'event.amount', op: 'exists' as const }] }
  const other = {
    conditions: [{ op: 'exists' as const, value: undefined, field: 'event.amount' }],
    match: 'all' as const,
  }
  const at = (one: FlowDefinition['trigger']['filters']) => ({ ...flow, trigger: { type: 'x', filters: one } })
  expect(countChanges(at(filters), at(other))).toBe(0)
})
