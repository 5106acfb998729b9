import { expect, test } from 'vitest'
import { isReason, reasons, reasonText, setAsideReasons } from './reasons'

test.each(Object.entries(reasons))('%s: a title, whole sentences and a way on', (_, { title, explanation, action }) => {
  expect(title).toMatch(/^\p{Lu}.*[^.]$/u)
  expect(explanation).toMatch(/^\p{Lu}.*\.$/su)
  expect(action.label).toMatch(/^\p{Lu}.*[^.]$/u)
  // Never blame, no jokes, no "Oops", no raw code
  expect(`${title} ${explanation} ${action.label}`).not.toMatch(/oops|invalid|illegal|you failed|_/i)
})

test('what the normalizer says has words, and so has a reason of another version', () => {
  for (const reason of setAsideReasons) expect(isReason(reason)).toBe(true)
  expect(reasonText('switched_off').action.does).toBe('switch_on')
  expect(reasonText('from_the_future').title).toBe('from the future')
  expect(isReason('toString')).toBe(false)
})
