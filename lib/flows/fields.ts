import { type Field, type FieldKind, openOperators, operatorsOf } from './field'
import { eventFields, siteFields, subscriberFields } from './field-list'
import { objectKind } from './object-kind'
import { isoTwin } from './times'

export { type Field, type FieldGroup, type FieldKind, operatorsOf } from './field'

/*
 * Everything flows know by name: what the picker offers, what conditions ask and what a text may use. No server code, and
 * small: the editor loads it. What fills it is variables.ts.
 */

/** What a flow with this trigger may use, in the order it is offered. No trigger yet: what every event has. */
export function fieldsFor(type: string): readonly Field[] {
  const kind = objectKind(type)
  return [
    ...eventFields.filter(({ of }) => of === null || of.includes(kind)).map(({ field }) => field),
    ...subscriberFields,
    ...siteFields,
  ]
}

/** Where names are open: Stripe's metadata, the fields a team gives its subscribers, and what came since. */
const open: Readonly<Record<string, FieldKind>> = {
  'event.metadata.': 'text',
  'subscriber.fields.': 'text',
  'happened:': 'happened',
}

/** The field of a path, whatever the trigger; undefined = there is none of this name. */
export function fieldAt(path: string): Field | undefined {
  const prefix = Object.keys(open).find((start) => path.startsWith(start) && path.length > start.length)
  if (prefix === undefined) return byPath.get(path) ?? isoOf(path)
  const kind = open[prefix] ?? 'text'
  return {
    path,
    label: path.slice(prefix.length),
    group: prefix.startsWith('subscriber') ? 'subscriber' : 'event',
    kind,
    operators: kind === 'text' ? openOperators : operatorsOf[kind],
    always: false,
  }
}

/** The field of a path where a flow with this trigger can have it; while no trigger is chosen, any may be. */
export function fieldFor(type: string, path: string): Field | undefined {
  const field = fieldAt(path)
  const listed = byPath.get(path) ?? timeOf(path)
  return type !== '' && listed && !fieldsFor(type).some((offered) => offered.path === listed.path) ? undefined : field
}

/** A field as a text writes it: `{{ event.metadata["order id"] }}`. */
export function asVariable(path: string): string {
  const prefix = Object.keys(open).find((start) => path.startsWith(start))
  const name = prefix === undefined ? '' : path.slice(prefix.length)
  if (prefix === undefined || /^[A-Za-z_][\w-]*$/.test(name)) return `{{ ${path} }}`
  const quote = name.includes('"') ? "'" : '"'
  return `{{ ${prefix.slice(0, -1)}[${quote}${name.replaceAll('\\', '\\\\')}${quote}] }}`
}

/** The exact form of a time, which is not offered, but may be used: `event.trial_end_iso`. */
function isoOf(path: string): Field | undefined {
  const time = timeOf(path)
  return time && { ...time, path, kind: 'text', operators: [] }
}

const timeOf = (path: string) =>
  [...byPath.values()].find((field) => field.kind === 'time' && isoTwin(field.path) === path)

const byPath: ReadonlyMap<string, Field> = new Map(
  [...eventFields.map(({ field }) => field), ...subscriberFields, ...siteFields].map((field) => [field.path, field]),
)
