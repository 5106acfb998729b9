import { inSentence } from '@/lib/text/in-sentence'
import { isolated } from '@/lib/text/isolated'
import type { Condition, Conditions, Duration, FlowDefinition, Operator, Step } from './definition'
import { type Field, type FieldKind, fieldAt } from './fields'
import { writtenDay } from './times'

/** Names a sentence needs and a definition does not hold. */
export interface LookUps {
  /** "Invoice paid": lib/catalogue's label, or the type where there is none. */
  eventLabel(type: string): string
  /** Null: there is none any more. */
  destinationName(id: string): string | null
  /** Null: nobody has told it yet. */
  productName(id: string): string | null
}

/** "When “Invoice paid” is received, if amount is at least 50 USD". */
export function triggerSentence({ type, filters }: FlowDefinition['trigger'], lookUps: LookUps): string {
  if (type === '') return 'No event chosen yet'
  const when = `When ${quoted(lookUps.eventLabel(type))} is received`
  return filters.conditions.length === 0 ? when : `${when}, if ${conditionsSentence(filters, lookUps)}`
}

/** What a step does, short enough for a line of a list. */
export function stepSentence(step: Step, lookUps: LookUps): string {
  switch (step.kind) {
    case 'email':
      return step.subject.trim() === '' ? 'Send a mail' : `Send ${quoted(withLabels(step.subject))}`
    case 'wait':
      return step.until === null
        ? `Wait ${durationWords(step.for)}`
        : `Wait until ${quoted(lookUps.eventLabel(step.until))}, at most ${durationWords(step.for)}`
    case 'branch':
      return `Branch: ${step.paths.map(({ name }, at) => isolated(name.trim()) || `path ${pathLetter(at)}`).join(', ')}, otherwise`
    case 'update':
      return changeSentence(step.change)
    case 'destination': {
      const name = step.destination_id === '' ? null : lookUps.destinationName(step.destination_id)
      return `Send to ${name === null ? 'a destination' : isolated(name)}`
    }
    case 'http':
      return `${step.method} to ${hostOf(step.url) ?? 'an address'}`
    case 'end':
      return 'End'
  }
}

/** Steps of paths are numbered "3A.1". */
export const pathLetter = (at: number) => String.fromCharCode(65 + at)

type Change = Extract<Step, { kind: 'update' }>['change']

export function changeSentence(change: Change): string {
  switch (change.what) {
    case 'field':
      return change.value.trim() === ''
        ? `Empty the field ${quoted(change.name)}`
        : `Set the field ${quoted(change.name)} to ${quoted(withLabels(change.value))}`
    case 'add_tag':
      return `Add the tag ${quoted(withLabels(change.tag))}`
    case 'remove_tag':
      return `Remove the tag ${quoted(withLabels(change.tag))}`
    case 'user_group':
      return change.group.trim() === ''
        ? 'Empty the user group'
        : `Set the user group to ${quoted(withLabels(change.group))}`
    case 'unsubscribe':
      return 'Unsubscribe'
  }
}

/** "amount is at least 50 USD and plan is Pro". */
export function conditionsSentence({ match, conditions }: Conditions, lookUps: LookUps): string {
  const sentences = conditions.map((condition) => conditionSentence(condition, lookUps))
  return sentences.join(match === 'all' ? ' and ' : ' or ')
}

export function conditionSentence({ field: path, op, value, currency }: Condition, lookUps: LookUps): string {
  const field = fieldAt(path)
  if (!field) return `${quoted(path)} is no field`
  if (field.kind === 'happened') {
    return `${quoted(lookUps.eventLabel(field.label))} ${op === 'exists' ? 'came' : 'has not come'} since`
  }
  const name = fieldName(field)
  if (field.kind === 'boolean') return `${name}: ${String(value) === 'true' ? 'yes' : 'no'}`
  const words = operatorWords(op, field)
  if (op === 'exists' || op === 'not_exists') return `${name} ${words}`
  return `${name} ${words} ${valueWords(field, value, lookUps)}${field.kind === 'money' && currency ? ` ${currency}` : ''}`
}

/** Why a condition let nobody in: for the runs page. */
export function notMetSentence(condition: Condition, why: 'not_met' | 'unknown', lookUps: LookUps): string {
  const asked = conditionSentence(condition, lookUps)
  return why === 'not_met' ? `Asked for: ${asked}.` : `Asked for: ${asked}. Nothing says whether it is so.`
}

/** As part of a sentence. Both an event and a subscriber have a plan. */
function fieldName({ path, label, group }: Pick<Field, 'path' | 'label' | 'group'>): string {
  if (path.startsWith('event.metadata.')) return `metadata ${quoted(label)}`
  if (path.startsWith('subscriber.fields.')) return `subscriber’s ${quoted(label)}`
  return group === 'subscriber' ? `subscriber’s ${inSentence(label)}` : inSentence(label)
}

const operators: Readonly<Record<Operator, string>> = {
  is: 'is',
  is_not: 'is not',
  one_of: 'is one of',
  not_one_of: 'is none of',
  at_least: 'is at least',
  at_most: 'is at most',
  more_than: 'is more than',
  less_than: 'is less than',
  contains: 'contains',
  not_contains: 'does not contain',
  exists: 'is known',
  not_exists: 'is not known',
}
const byKind: Partial<Record<FieldKind, Partial<Record<Operator, string>>>> = {
  time: { more_than: 'is after', less_than: 'is before' },
  list: {
    contains: 'include',
    not_contains: 'do not include',
    one_of: 'include one of',
    not_one_of: 'include none of',
    exists: 'are known',
    not_exists: 'are not known',
  },
  happened: { exists: 'came since', not_exists: 'has not come since' },
}

/** All that a person has is known; it may be nothing. */
const ofPerson: Partial<Record<Operator, string>> = { exists: 'are not empty', not_exists: 'are empty' }

/** What stands between a field and a value. */
export function operatorWords(op: Operator, { kind, group }: Pick<Field, 'kind' | 'group'>): string {
  const own = kind === 'list' && group === 'subscriber' ? ofPerson[op] : undefined
  return own ?? byKind[kind]?.[op] ?? operators[op]
}

export const durationWords = ({ amount, unit }: Duration) => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`

/** "At most once in 24 hours for the same invoice or payment". */
export function capSentence(cap: FlowDefinition['cap']): string {
  if (cap === null) return 'As often as it happens'
  const times = cap.times === 1 ? 'once' : `${cap.times} times`
  return `At most ${times} in ${cap.hours === 1 ? 'an hour' : `${cap.hours} hours`} for the same invoice or payment`
}

function valueWords({ kind, options, products }: Field, value: Condition['value'], { productName }: LookUps): string {
  const word = (one: unknown) => {
    const plain = String(one ?? '').trim()
    if (kind === 'time') return writtenDay(plain) ?? '…'
    if (plain === '') return '…'
    const known = options && Object.hasOwn(options, plain) ? options[plain] : null
    return isolated((products ? productName(plain) : known) || plain)
  }
  return Array.isArray(value) ? value.map(word).join(', ') || '…' : word(value)
}

/** A text with the names of its variables in their places: "[Amount] received". */
const withLabels = (source: string) =>
  source.replace(/\{\{\s*([^\s|}]+)[^}]*\}\}/g, (_, path: string) => `[${shortName(path)}]`)

const shortName = (path: string) => fieldAt(path)?.label.replace(/, written out$/, '') ?? path

const quoted = (text: string) => `“${isolated(text.trim())}”`

function hostOf(url: string): string | null {
  const host = /^https?:\/\/([^/?#\s{]+)/i.exec(url.trim())?.[1]
  return host ? isolated(host) : null
}
