import { expect, test } from 'vitest'
import { bodyOf, countChanges, sameSettings, settled, untouched } from './settings-draft'

const stored = {
  name: 'Loops',
  types: ['charge.succeeded', 'invoice.paid'],
  config: { stripe_names: false },
  mapping: { plan: 'plan', mrr: 'mrr' },
}

test('what is back to its stored value is no change any more', () => {
  const draft = {
    name: 'Loops',
    types: ['invoice.paid', 'charge.succeeded'],
    config: { stripe_names: false },
    mapping: { plan: 'plan' },
  }
  expect(settled(draft, stored)).toEqual(untouched)
  expect(countChanges(settled({ ...draft, name: 'Loops EU', mapping: { plan: null } }, stored))).toBe(2)
})

test('a secret that is typed counts, one that is left alone does not', () => {
  expect(countChanges(settled({ config: { api_key: 'k' }, mapping: {} }, stored))).toBe(1)
  expect(settled({ config: { api_key: undefined }, mapping: {} }, stored)).toEqual(untouched)
})

test('only what changed is sent, and the mapping as a whole', () => {
  const draft = settled({ types: null, config: {}, mapping: { plan: 'tier' } }, stored)
  expect(bodyOf(draft, stored, 3)).toEqual({ version: 3, types: null, mapping: { plan: 'tier', mrr: 'mrr' } })
  expect(bodyOf(untouched, stored, 3)).toEqual({ version: 3 })
})

test('a reading that differs in what the form shows is somebody else’s change', () => {
  expect(sameSettings(stored, structuredClone(stored))).toBe(true)
  expect(sameSettings(stored, { ...stored, name: 'Other' })).toBe(false)
  expect(sameSettings(stored, { ...stored, types: null })).toBe(false)
})
