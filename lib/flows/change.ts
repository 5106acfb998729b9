import { type PersonChange, personChange } from '@/lib/subscribers/change'
import type { StepOf } from './definition'
import { type Rendered, render } from './texts'
import { broken } from './texts/problem'
import type { Variables } from './variables'

export type Change = StepOf<'update'>['change']

/** What an update step would change, with its variables in: each on one line, since these are names and not letters. */
export function renderChange(change: Change, variables: Variables): Rendered<Change> {
  const filled = fill(change, variables)
  if (!filled.ok) return filled
  const [wrong] = personChange.safeParse(personChangeOf(filled.value)).error?.issues ?? []
  return wrong ? broken(wrong.message) : filled
}

function fill(change: Change, variables: Variables): Rendered<Change> {
  const source = wordOf(change)
  if (source === null) return { ok: true, value: change }
  const text = render(source, variables, { as: 'header' })
  return text.ok ? { ok: true, value: withWord(change, text.value) } : text
}

/** The text in it; null where there is none. */
export function wordOf(change: Change): string | null {
  switch (change.what) {
    case 'field':
      return change.value
    case 'user_group':
      return change.group
    case 'add_tag':
    case 'remove_tag':
      return change.tag
    case 'unsubscribe':
      return null
  }
}

function withWord(change: Change, word: string): Change {
  switch (change.what) {
    case 'field':
      return { ...change, value: word }
    case 'user_group':
      return { ...change, group: word }
    case 'add_tag':
    case 'remove_tag':
      return { ...change, tag: word }
    case 'unsubscribe':
      return change
  }
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
