import { isolated } from '@/lib/text/isolated'
import { isZero } from './conditions'
import type { Condition, Operator } from './definition'
import type { Field, FieldKind } from './field'
import { fieldAt, fieldFor } from './fields'

/** What is wrong with a condition of a flow with this trigger, as a sentence; null when it can be asked. */
export function conditionProblem(condition: Condition, type: string): string | null {
  const { field: path, op, currency } = condition
  if (path === '') return 'Choose what the condition asks.'
  const field = fieldAt(path)
  if (!field) return `There is no ${path.slice(0, 60)}.`
  const name = nameOf(field)
  if (!fieldFor(type, path)) return `This event has no ${name}.`
  if (!field.operators.includes(op)) return `This cannot be asked of ${name}.`
  if (op === 'exists' || op === 'not_exists') return null
  if (!hasValue(condition)) return `Say what to compare ${name} with.`
  const wanted = wantedBy[field.kind === 'text' && isOrder(op) ? 'number' : field.kind]
  if (wanted && !wanted.fits(condition)) return wanted.says(name)
  const needsCurrency = field.kind === 'money' && !isZero(condition.value)
  if (needsCurrency && !/^[A-Z]{3}$/.test(currency ?? '')) return 'Choose the currency of the amount.'
  return null
}

const isOrder = (op: Operator) => ['at_least', 'at_most', 'more_than', 'less_than'].includes(op)

const hasValue = ({ value }: Condition) =>
  Array.isArray(value) ? value.some((word) => word.trim() !== '') : String(value ?? '').trim() !== ''

const isDecimal = ({ value }: Condition) => /^-?\d{1,18}(\.\d{1,12})?$/.test(String(value).trim())

/** What a value must be like, and what is asked for where it is not; anything else is compared as a word. */
const wantedBy: Partial<
  Record<FieldKind, { fits: (condition: Condition) => boolean; says: (name: string) => string }>
> = {
  number: { fits: isDecimal, says: (name) => `Write a number such as 3 to compare ${name} with.` },
  money: { fits: isDecimal, says: (name) => `Write an amount such as 49.00 to compare ${name} with.` },
  boolean: {
    fits: ({ value }) => ['true', 'false'].includes(String(value)),
    says: (name) => `Choose yes or no for ${name}.`,
  },
  time: {
    fits: ({ value }) => /^\d{4}-\d\d-\d\d$/.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
    says: (name) => `Choose a day to compare ${name} with.`,
  },
}

/**
 * As the picker calls it. Labels are words of any form, “Products”, “Ends on”, “Why it ended”: a sentence that stands with each of them
 * has no verb for them. Both an event and a subscriber have a plan.
 */
function nameOf({ path, label, group }: Field): string {
  if (path.startsWith('event.metadata.')) return `metadata “${isolated(label)}”`
  return group === 'subscriber' ? `the subscriber’s “${isolated(label)}”` : `“${isolated(label)}”`
}
