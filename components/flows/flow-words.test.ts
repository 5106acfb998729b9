import { expect, test } from 'vitest'
import { isRunState, runCount, runLook, runsWords } from './flow-words'

const none = { open: 0, done: 0, left: 0, skipped: 0, failed: 0, cancelled: 0 }

test('only what there is is counted, and past ten thousand it says so', () => {
  expect(runsWords(none)).toBeNull()
  expect(runsWords({ ...none, open: 3, done: 1280, failed: 1 })).toBe('3 on their way · 1,280 done · 1 failed')
  expect(runCount(10_001)).toBe('10,000+')
})

test('a run on its way says whether it waits', () => {
  const open = { state: 'open', waits_until: null, being_done: false, entered_at: '2026-11-20T12:00:00Z' } as const
  const look = (part: object) => runLook({ ...open, ...part } as Parameters<typeof runLook>[0]).word
  expect(look({})).toBe('On its way')
  expect(look({ entered_at: null })).toBe('About to enter')
  expect(look({ waits_until: '2026-11-21T12:00:00Z' })).toBe('Waits')
  expect(look({ being_done: true })).toBe('Being done')
  expect(look({ state: 'left' })).toBe('Left early')
})

test('an address can ask for the states there are', () => {
  expect(isRunState('failed')).toBe(true)
  expect(isRunState('sleeping')).toBe(false)
})
