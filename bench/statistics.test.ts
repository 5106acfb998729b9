import { expect, test } from 'vitest'
import { inTurn, median, percentile, ratioInRounds, spread } from './statistics'

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 6])).toBe(5.5)
  expect(() => median([])).toThrow('nothing was measured')
})

test('a percentile is a value that was measured', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100])
  expect(percentile([7], 0.99)).toBe(7)
})

test('the spread is the distance between rounds, in medians', () => {
  expect(spread([8, 10, 14])).toBe(0.6)
})

test('a ratio is taken inside a round: a slow minute slows both', () => {
  const rounds = [
    { ours: 50, limit: 100 },
    { ours: 5, limit: 10 },
    { ours: 80, limit: 100 },
  ]
  expect(ratioInRounds(rounds, ({ ours, limit }) => [ours, limit])).toBe(0.5)
})

test('the order is reversed every other round', () => {
  expect([inTurn('abc'.split(''), 0), inTurn('abc'.split(''), 1)]).toEqual([
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
  ])
})
