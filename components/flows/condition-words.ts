import type { Condition, Operator } from '@/lib/flows/definition'
import { type Field, fieldAt } from '@/lib/flows/fields'

/** Whether the operator asks for no value, one, or several. */
export function valuesOf(op: Operator): 'none' | 'one' | 'several' {
  if (op === 'exists' || op === 'not_exists') return 'none'
  return op === 'one_of' || op === 'not_one_of' ? 'several' : 'one'
}

/** Starts of paths whose rest is a name of the team's own, or an event. */
export const openStarts = ['event.metadata.', 'subscriber.fields.', 'happened:'] as const

export const openStartOf = (path: string) => openStarts.find((start) => path.startsWith(start))

/** The field of a condition; one whose name is still open is known by its start. */
export const fieldOf = (path: string): Field | undefined =>
  fieldAt(path) ?? (openStarts.some((start) => start === path) ? fieldAt(`${path}x`) : undefined)

/** A condition as it begins once its field is chosen: the first operator that fits, nothing typed. */
export function freshCondition(path: string): Condition {
  const field = fieldOf(path)
  return withOperator({ field: path, op: 'is' }, field?.operators[0] ?? 'is')
}

/** The same about another operator: what was typed stays where it still fits. */
export function withOperator({ field, value, currency }: Condition, op: Operator): Condition {
  const kind = fieldOf(field)?.kind
  const wants = valuesOf(op)
  if (wants === 'none') return { field, op }
  if (wants === 'several') return { field, op, value: Array.isArray(value) ? value : value ? [String(value)] : [] }
  const one = Array.isArray(value) ? (value[0] ?? '') : (value ?? (kind === 'boolean' ? true : ''))
  return { field, op, value: one, ...(kind === 'money' ? { currency: currency ?? 'USD' } : {}) }
}
