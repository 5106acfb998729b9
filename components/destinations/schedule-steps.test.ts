import { expect, test } from 'vitest'
import { scheduleSteps } from './schedule-steps'

test('ten tries with their pauses; what is made, next and to come', () => {
  const steps = scheduleSteps(2, true)
  expect(steps).toHaveLength(10)
  expect(steps.map(({ pause }) => pause).slice(0, 5)).toEqual([null, '5 s', '5 min', '30 min', '2 h'])
  expect(steps.map(({ is }) => is).slice(0, 4)).toEqual(['done', 'done', 'next', 'to come'])
})

test('nothing is next once it is settled, and tries by hand go beyond the schedule', () => {
  expect(scheduleSteps(1, false).some(({ is }) => is === 'next')).toBe(false)
  expect(scheduleSteps(10, true)).toHaveLength(11)
  expect(scheduleSteps(10, true).at(-1)).toMatchObject({ no: 11, is: 'next' })
})
