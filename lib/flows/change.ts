import { type PersonChange, personChange } from '@/lib/subscribers/change'
import type { StepOf } from './definition'
import { type Rendered, render } from './templating'
import { broken } from './templating/problem'
import type { Variables } from './variables'

export type Change = StepOf<'update'>['change']

/** What an update step would change, with its variables in: each on one line, since these are names and not letters. */
export function renderChange(change: Change, variables: Variables): Rendered<Change> {
  const filled = fillChange(change, variables)
  if (!filled.ok) return filled
  const [wrong] = personChange.safeParse(personChangeOf(filled.value)).error?.issues ?? []
  return wrong ? broken(wrong.message) : filled
}

function fillChange(change: Change, variables: Variables): Rendered<Change> {
  switch (change.what) {
    case 'field':
      return put(change.value, variables, (value) => ({ ...change, value }))
    case 'user_group':
      return put(change.group, variables, (group) => ({ ...change, group }))
    case 'add_tag':
    case 'remove_tag':
      return put(change.tag, variables, (tag) => ({ ...change, tag }))
    case 'unsubscribe':
      return { ok: true, value: change }
  }
}

function put<Made>(template: string, variables: Variables, make: (text: string) => Made): Rendered<Made> {
  const text = render(template, variables, { as: 'header' })
  return text.ok ? { ok: true, value: make(text.value) } : text
}

/** The same as subscribers take it. An empty value empties the field, an empty group the user group. */
export function personChangeOf(change: Change): PersonChange {
  switch (change.what) {
    case 'field':
      return { fields: { [change.name]: change.value || null } }
    case 'user_group':
      return { user_group: change.group || null }
    case 'add_tag':
      return { tags: { add: [change.tag], remove: [] } }
    case 'remove_tag':
      return { tags: { add: [], remove: [change.tag] } }
    case 'unsubscribe':
      return { unsubscribed: true }
  }
}
