import { expect, test } from 'vitest'
import { conditionProblem } from './condition-problem'
import type { Operator } from './definition'
import { operatorsOf } from './field'
import { eventFields, siteFields, subscriberFields } from './field-list'
import { fieldAt } from './fields'

const paths = [
  ...[...eventFields.map(({ field }) => field), ...subscriberFields, ...siteFields].map(({ path }) => path),
  'event.metadata.source',
  'subscriber.fields.roast',
  'happened:invoice.paid',
]
const everyOperator = [...new Set(Object.values(operatorsOf).flat())]
/** No trigger is chosen, so any field may be asked. */
const problem = (field: string, op: Operator, value?: string) =>
  conditionProblem({ field, op, ...(value === undefined ? {} : { value }) }, '')

test.each(paths)('%s is named as the picker names it, and no sentence bends around it', (path) => {
  const { operators, kind, label, group } = fieldAt(path) ?? expect.unreachable()
  const of = path.startsWith('event.metadata.') ? 'metadata ' : group === 'subscriber' ? 'the subscriber’s ' : ''
  const name = `${of}“${label}”`
  for (const op of everyOperator) {
    if (!operators.includes(op)) expect(problem(path, op, '1')).toBe(`This cannot be asked of ${name}.`)
    else if (op === 'exists' || op === 'not_exists') expect(problem(path, op)).toBeNull()
    else {
      expect(problem(path, op, ' ')).toBe(`Say what to compare ${name} with.`)
      const wrong = problem(path, op, 'x')
      if (['text', 'list'].includes(kind) && wrong === null) continue
      expect(wrong).toMatch(/^(Write a number such as 3|Write an amount such as 49\.00|Choose a day|Choose yes or no) /)
      expect(wrong?.endsWith(kind === 'boolean' ? ` for ${name}.` : ` to compare ${name} with.`)).toBe(true)
    }
  }
})
