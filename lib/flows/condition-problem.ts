import { isZero } from './conditions'
import type { Condition } from './definition'
import type { FieldKind } from './field'
import { fieldAt, fieldFor } from './fields'
import { fieldName } from './words'

/** What is wrong with a condition of a flow with this trigger, as a sentence; null when it can be asked. */
export function conditionProblem(condition: Condition, type: string): string | null {
  const { field: path, op, currency } = condition
  if (path === '') return 'Choose what the condition asks.'
  const field = fieldAt(path)
  if (!field) return `There is no ${path.slice(0, 60)}.`
  if (!fieldFor(type, path)) return `This event has no ${fieldName(field)}.`
  if (!field.operators.includes(op)) return `This cannot be asked of ${fieldName(field)}.`
  if (op === 'exists' || op === 'not_exists') return null
  if (!hasValue(condition)) return `Say what ${fieldName(field)} is compared with.`
  const comparing = field.operators.length > 0 && ['at_least', 'at_most', 'more_than', 'less_than'].includes(op)
  const wanted = field.kind === 'text' && comparing ? 'number' : field.kind
  if (!fits[wanted](condition)) return `${says[wanted]} to compare ${fieldName(field)} with.`
  const needsCurrency = field.kind === 'money' && !isZero(condition.value)
  if (needsCurrency && !/^[A-Z]{3}$/.test(currency ?? '')) return 'Choose the currency of the amount.'
  return null
}

const hasValue = ({ value }: Condition) =>
  Array.isArray(value) ? value.some((word) => word.trim() !== '') : String(value ?? '').trim() !== ''

const isDecimal = ({ value }: Condition) => /^-?\d{1,18}(\.\d{1,12})?$/.test(String(value).trim())

const fits: Readonly<Record<FieldKind, (condition: Condition) => boolean>> = {
  text: () => true,
  list: () => true,
  happened: () => true,
  number: isDecimal,
  money: isDecimal,
  boolean: ({ value }) => ['true', 'false'].includes(String(value)),
  time: ({ value }) => /^\d{4}-\d\d-\d\d$/.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
}

const says: Readonly<Record<FieldKind, string>> = {
  text: 'Write a word',
  list: 'Write a word',
  happened: 'Choose an event',
  number: 'Write a number such as 3',
  money: 'Write an amount such as 49.00',
  boolean: 'Choose yes or no',
  time: 'Choose a day',
}
