import type { Operator } from './definition'

export type FieldKind = 'text' | 'number' | 'money' | 'boolean' | 'time' | 'list' | 'happened'
export type FieldGroup = 'event' | 'subscriber' | 'site'

export interface Field {
  /** As texts write it. */
  path: string
  /** A few words of plain English. */
  label: string
  group: FieldGroup
  kind: FieldKind
  /** What a condition may ask of it; empty: it is for texts alone. */
  operators: readonly Operator[]
  /** Never missing, so a text needs no fallback for it. */
  always: boolean
  /** Values Stripe knows, with what they mean; it may send others. */
  options?: Options
  /** Its values are Stripe's products, which each team names itself. */
  products?: true
}

export type Options = Readonly<Record<string, string>>

const comparing = ['at_least', 'at_most', 'more_than', 'less_than'] as const
const given = ['exists', 'not_exists'] as const
const texts = ['is', 'is_not', 'one_of', 'not_one_of', 'contains', 'not_contains', ...given] as const

/** Which operators fit a kind. Of a time, more_than is "after" and less_than "before". */
export const operatorsOf: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: texts,
  number: ['is', 'is_not', ...comparing, ...given],
  money: [...comparing, 'is', 'is_not', ...given],
  boolean: ['is'],
  time: ['more_than', 'less_than', ...given],
  list: ['contains', 'not_contains', 'one_of', 'not_one_of', ...given],
  happened: given,
}

/** Metadata, and a team's own fields, hold words or numbers, and are asked as either. */
export const openOperators: readonly Operator[] = [...texts, ...comparing]
