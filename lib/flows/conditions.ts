import { parseDecimalMinor } from '@/lib/money'
import type { Condition, Conditions, FlowDefinition, Operator } from './definition'
import { type Field, fieldAt } from './fields'
import { conditionsIn } from './nesting'
import { isoTwin } from './times'
import { valueAt } from './value-at'
import type { Scalar, Variables } from './variables'

/** `unknown`: nothing says it, or what is asked does not fit it. It does not count as met, and not as the opposite either (FL-10). */
export type Verdict = { met: true } | { met: false; failed: Condition; why: 'not_met' | 'unknown' }

/**
 * Whether conditions are met, and which one is the first that is not. `happened` says whether an event of a type came since the run
 * began, about the same thing.
 */
export function meets(
  { match, conditions }: Conditions,
  variables: Variables,
  happened: (type: string) => boolean = () => false,
): Verdict {
  const looked = conditions.map((failed) => ({ failed, says: look(failed, variables, happened) }))
  const first = looked.find(({ says }) => says !== 'met')
  if (!first || (match === 'any' && looked.some(({ says }) => says === 'met'))) return { met: true }
  return { met: false, failed: first.failed, why: first.says === 'unknown' ? 'unknown' : 'not_met' }
}

/** Told by the event alone, so the lane can look at it; the others are looked at when the run enters. */
export const isAboutEvent = ({ field }: Condition) => field.startsWith('event.')

/** Ids of the products that anything in a flow asks for. */
export const productsIn = (definition: FlowDefinition): string[] => [
  ...new Set(conditionsIn(definition).flatMap(productsAsked)),
]

/** Ids of the products that conditions name, as far as somebody typed them. */
export const productsAsked = ({ conditions }: Conditions): string[] =>
  conditions.filter(({ field }) => fieldAt(field)?.products).flatMap(({ value }) => wordsAsTyped(value))

type Look = 'met' | 'not_met' | 'unknown'
const said = (yes: boolean | null): Look => (yes === null ? 'unknown' : yes ? 'met' : 'not_met')

function look(condition: Condition, variables: Variables, happened: (type: string) => boolean): Look {
  const { field: path, op } = condition
  const field = fieldAt(path)
  if (!field?.operators.includes(op)) return 'unknown'
  if (field.kind === 'happened') return said(happened(field.label) === (op === 'exists'))
  const given = valueAt(variables, path)
  if (op === 'exists') return said(isThere(given))
  if (op === 'not_exists') return isLookedUp(field, variables) ? said(!isThere(given)) : 'unknown'
  if (given === undefined) return op in opposites && isNone(field, variables) ? 'met' : 'unknown'
  return said(compare(field, condition, given, variables))
}

/** A list with nothing in it is known: it includes nothing. But whoever asks whether there are products or tags asks for one. */
const isThere = (given: Scalar | readonly string[] | undefined) =>
  given !== undefined && !(Array.isArray(given) && given.length === 0)

/** What a person or the metadata does not have is known to be none, so "plan is not Pro" holds; of an event's details it is unknown. */
const isNone = (field: Field, variables: Variables) =>
  (field.group === 'subscriber' || field.path.startsWith('event.metadata.')) &&
  (field.kind === 'text' || field.kind === 'list') &&
  isLookedUp(field, variables)

const isLookedUp = ({ group }: Field, variables: Variables) => Object.keys(variables[group]).length > 0

/** Null: the two cannot be compared. */
function compare(field: Field, condition: Condition, given: Scalar | readonly string[], variables: Variables) {
  switch (field.kind) {
    case 'money': {
      const currency = valueAt(variables, `${field.group}.currency`)
      const isSame = condition.currency !== undefined && condition.currency === currency
      return isSame || isZero(condition.value) ? compareDecimals(condition, given) : null
    }
    case 'number':
      return compareDecimals(condition, given)
    case 'boolean':
      return typeof given === 'boolean' && flags.has(condition.value) ? given === flags.get(condition.value) : null
    case 'time':
      return compareTimes(condition, valueAt(variables, isoTwin(field.path)))
    case 'list':
      return Array.isArray(given) ? compareList(condition, given) : null
    default:
      // Metadata may hold numbers, which are asked for by order.
      return compareTexts(condition, given) ?? compareDecimals(condition, given)
  }
}

const flags: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
])

const byOrder: Partial<Record<Operator, (a: bigint | number, b: bigint | number) => boolean>> = {
  at_least: (a, b) => a >= b,
  at_most: (a, b) => a <= b,
  more_than: (a, b) => a > b,
  less_than: (a, b) => a < b,
  is: (a, b) => a === b,
  is_not: (a, b) => a !== b,
}

/** Exactly: as whole numbers of the twelfth place, never as floats. */
function compareDecimals({ op, value }: Condition, given: unknown): boolean | null {
  const [a, b] = [decimal(given), decimal(value)]
  return a === null || b === null ? null : (byOrder[op]?.(a, b) ?? null)
}

const decimal = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' ? parseDecimalMinor(String(value).trim()) : null

/** Nothing is nothing in every currency. */
export const isZero = (value: Condition['value']) => decimal(value) === 0n

const dayMs = 86_400_000

/** "after 3 December" begins with the fourth; "before" ends with the second. Days are UTC, as they are written. */
function compareTimes({ op, value }: Condition, given: unknown): boolean | null {
  if (typeof value !== 'string' || typeof given !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null
  const [instant, day] = [Date.parse(given), Date.parse(value)]
  if (Number.isNaN(instant) || Number.isNaN(day)) return null
  return op === 'more_than' ? instant >= day + dayMs : instant < day
}

function compareTexts({ op, value }: Condition, given: unknown): boolean | null {
  const wanted = wordsOf(value)
  if (typeof given === 'object' || wanted.length === 0) return null
  const have = plain(given)
  switch (op) {
    case 'is':
    case 'one_of':
      return wanted.includes(have)
    case 'is_not':
    case 'not_one_of':
      return !wanted.includes(have)
    case 'contains':
      return wanted.some((word) => have.includes(word))
    case 'not_contains':
      return !wanted.some((word) => have.includes(word))
    default:
      return null
  }
}

function compareList({ op, value }: Condition, given: readonly string[]): boolean | null {
  const wanted = wordsOf(value)
  if (wanted.length === 0) return null
  const has = given.some((entry) => wanted.includes(plain(entry)))
  return op === 'contains' || op === 'one_of' ? has : !has
}

const wordsOf = (value: Condition['value']) => wordsAsTyped(value).map(plain)

const wordsAsTyped = (value: Condition['value']) =>
  (Array.isArray(value) ? value : [value])
    .filter((word) => word !== undefined)
    .map((word) => String(word).trim())
    .filter((word) => word !== '')

/** Capitals and blanks at the ends make no difference to the person who types "pro". */
const plain = (value: unknown) => String(value).normalize('NFC').trim().toLowerCase()

/** Operators that say what is not. */
const opposites: Partial<Record<Operator, true>> = { is_not: true, not_one_of: true, not_contains: true }
