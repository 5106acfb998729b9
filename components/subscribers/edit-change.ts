import type { SubscriberJson } from '@/lib/subscribers/json'

/** What the form holds. A field is written as `name: value`. */
export interface EditDraft {
  tags: readonly string[]
  fields: readonly string[]
  group: string
  unsubscribed: boolean
}

export const draftOf = ({ tags, fields, user_group, unsubscribed_at }: SubscriberJson): EditDraft => ({
  tags,
  fields: Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
  group: user_group ?? '',
  unsubscribed: unsubscribed_at !== null,
})

/** What differs from how the person is now, as the API takes it; null when nothing does. */
export function changeOf(person: SubscriberJson, draft: EditDraft): Record<string, unknown> | null {
  const now = draftOf(person)
  const change = {
    ...some('tags_add', draft.tags.filter(notIn(now.tags))),
    ...some('tags_remove', now.tags.filter(notIn(draft.tags))),
    ...fieldsOf(now.fields, draft.fields),
    ...(draft.group.trim() === now.group ? {} : { user_group: draft.group.trim() || null }),
    ...(draft.unsubscribed === now.unsubscribed ? {} : { unsubscribed: draft.unsubscribed }),
  }
  return Object.keys(change).length > 0 ? change : null
}

const notIn = (list: readonly string[]) => (one: string) => !list.includes(one)
const some = (name: string, list: string[]) => (list.length > 0 ? { [name]: list } : {})

/** What stands there unchanged keeps its kind: a number stays one. */
function fieldsOf(now: readonly string[], wanted: readonly string[]) {
  const [written, gone] = [wanted.filter(notIn(now)).map(partsOf), now.filter(notIn(wanted)).map(partsOf)]
  if (written.length + gone.length === 0) return {}
  return { fields: Object.fromEntries([...gone.map(([name]) => [name, null]), ...written]) }
}

/** Without a colon it is a name alone, with an empty text. */
function partsOf(line: string): [string, string] {
  const colon = line.includes(':') ? line.indexOf(':') : line.length
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}
