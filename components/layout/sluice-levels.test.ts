import { expect, test } from 'vitest'
import { levels, type SluiceState, type SluiceStep } from './sluice-levels'

/** `live|` is a live step with a shut gate. */
function line(...states: (SluiceState | 'live|')[]): SluiceStep[] {
  return states.map((word, place) => ({
    id: String(place),
    label: '',
    sublabel: '',
    gate: word === 'live|' || word === 'paused' ? 'shut' : 'open',
    state: word === 'live|' ? 'live' : word,
  }))
}

test('where everything is live the water flows from end to end', () => {
  expect(levels(line('live', 'live', 'live', 'live'))).toEqual(['flow', 'flow', 'flow', 'flow', 'flow'])
})

test('before a shut gate it stands, behind it lies dry ground', () => {
  expect(levels(line('live', 'paused', 'quiet', 'quiet'))).toEqual(['flow', 'held', 'dry', 'dry', 'dry'])
  expect(levels(line('live|', 'quiet'))).toEqual(['held', 'dry', 'dry'])
})

test('paused flows do not stop destinations that say they are live', () => {
  expect(levels(line('live', 'live', 'paused', 'live'))).toEqual(['flow', 'flow', 'held', 'flow', 'flow'])
})

test('what is not set up is passed by, and nothing flows towards nothing', () => {
  expect(levels(line('live', 'live', 'absent', 'live'))).toEqual(['flow', 'flow', 'flow', 'flow', 'flow'])
  expect(levels(line('live', 'live', 'absent', 'absent'))).toEqual(['flow', 'flow', 'dry', 'dry', 'dry'])
  expect(levels(line('absent', 'absent'))).toEqual(['dry', 'dry', 'dry'])
})

test('before an account that was disconnected it stands, behind it nothing runs', () => {
  expect(levels(line('disconnected', 'quiet', 'absent'))).toEqual(['held', 'dry', 'dry', 'dry'])
})

test('no water stands before an account that is not connected', () => {
  const [account, ...rest] = line('absent', 'quiet', 'absent')
  if (!account) throw new Error('no step')
  expect(levels([{ ...account, gate: 'shut' }, ...rest])).toEqual(['dry', 'dry', 'dry', 'dry'])
})

test('a broken step holds the water once, not again further down', () => {
  expect(levels(line('broken', 'paused', 'live|'))).toEqual(['held', 'dry', 'dry', 'dry'])
})
