import { expect, test } from 'vitest'
import { type Case, hasPassed, isCaught, whyOf } from './outcome'

const of = (...cases: Case[]) => ({ cases, seconds: 1 })
const passed: Case = { title: 'a', ran: true, errors: [] }
const failed = (name: string, message: string): Case => ({ title: 'b', ran: true, errors: [{ name, message }] })

test('an assertion that failed is a catch', () => {
  const outcome = of(passed, failed('AssertionError', 'expected [ 1 ] to deeply equal []'))
  expect([isCaught(outcome), hasPassed(outcome)]).toEqual([true, false])
})

test.each([
  [
    'a test that ran out of time',
    failed('Error', 'Test timed out in 50ms.\nIf this …'),
    'Error: Test timed out in 50ms.',
  ],
  ['a hook that ran out of time', failed('Error', 'Hook timed out in 50ms.'), 'Error: Hook timed out in 50ms.'],
  ['a machine too slow to judge', failed('Error', 'too slow to judge'), 'Error: too slow to judge'],
  ['an error that only speaks of one', failed('Error', 'AssertionError: no'), 'Error: AssertionError: no'],
  [
    'an assertion in a hook, which let no test run',
    { title: 'around', ran: false, errors: [{ name: 'AssertionError', message: 'no' }] },
    'AssertionError: no',
  ],
])('%s is neither a catch nor a pass', (_, one, why) => {
  const outcome = of(one)
  expect([isCaught(outcome), hasPassed(outcome), whyOf(outcome)]).toEqual([false, false, why])
})

test('a guard that did not run at all has not passed', () => {
  expect([isCaught(of()), hasPassed(of()), whyOf(of())]).toEqual([false, false, 'nothing ran'])
})
