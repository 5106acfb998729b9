import { expect, test } from 'vitest'
import { inMode, modeOf } from './mode'

test('only the word test shows test data', () => {
  expect(modeOf('test')).toBe('test')
  for (const other of ['live', 'TEST', '', null, undefined, ['test', 'live']]) expect(modeOf(other)).toBe('live')
})

test('an address keeps its other parameters and its fragment when the mode changes', () => {
  expect(inMode('/sites/1/events?status=failed#row', 'test')).toBe('/sites/1/events?status=failed&mode=test#row')
  expect(inMode('/sites/1/events?mode=test', 'live')).toBe('/sites/1/events')
})
