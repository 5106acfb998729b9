import { json, type Reply } from '../http'
import { type Fields, isEmail, isFields, isInstant, isScalar } from './checks'
import type { Contact, Log } from './stand-in'

export type People = Map<string, Contact>

/** Bento: 1 to 100 a call (its SDK says 1000); each item is taken or not, and only the numbers come back. */
const most = 100

/** Creates people, updates their fields, starts automations; a repeat of `details.unique.key` counts once. */
export function bentoEvents(body: Fields, log: Log, people: People, partial: boolean): Reply {
  return batch(body.events, log, partial, wrongWithEvent, (event) => {
    const details = isFields(event.details) ? event.details : {}
    const key = isFields(details.unique) ? String(details.unique.key) : `none-${log.arrived.length}`
    update(people, String(event.email), isFields(event.fields) ? event.fields : {})
    if (log.arrived.some((one) => one.key === key && one.name === event.type)) return
    log.arrived.push({ key, name: String(event.type), email: String(event.email), data: event })
  })
}

/** Starts nothing. */
export function bentoSubscribers(body: Fields, log: Log, people: People, partial: boolean): Reply {
  return batch(body.subscribers, log, partial, wrongWithSubscriber, ({ email, tags, remove_tags, ...fields }) => {
    update(people, String(email), fields)
    retag(people, String(email), listIn(tags), listIn(remove_tags))
  })
}

/** Bento: tags are a text with commas. */
const listIn = (list: unknown) => (typeof list === 'string' && list !== '' ? list.split(',') : [])

function retag(people: People, email: string, added: string[], removed: string[]) {
  const person = people.get(email)
  if (!person || added.length + removed.length === 0) return
  const tags = new Set([...(person.tags ?? []), ...added])
  for (const tag of removed) tags.delete(tag)
  people.set(email, { ...person, tags: [...tags].sort() })
}

function batch(
  items: unknown,
  log: Log,
  partial: boolean,
  wrongWith: (item: Fields) => string | null,
  take: (item: Fields) => void,
): Reply {
  if (!Array.isArray(items) || items.length < 1 || items.length > most) {
    log.complaints.push('1 to 100 items a call')
    return json(400, { error: '1 to 100 items a call' })
  }
  let failed = 0
  for (const [index, item] of items.entries()) {
    const wrong = partial && index === 0 ? 'told to refuse' : isFields(item) ? wrongWith(item) : 'not an object'
    if (wrong === null) take(item as Fields)
    else failed += log.complaints.push(wrong) && 1
  }
  return json(200, { results: items.length - failed, failed })
}

function update(people: People, email: string, fields: Fields) {
  const known = people.get(email)
  people.set(email, { ...known, unsubscribed: known?.unsubscribed ?? false, fields: { ...known?.fields, ...fields } })
}

function wrongWithEvent({ type, email, fields, details, date, ...more }: Fields): string | null {
  if (typeof type !== 'string' || type === '') return 'an event needs a type'
  if (!isEmail(email)) return 'an event needs an email'
  if (Object.keys(more).length > 0) return `unknown: ${Object.keys(more).join(', ')}`
  if (fields !== undefined && !(isFields(fields) && areFlat(fields))) return 'fields must be flat and lower_case'
  if (date !== undefined && !isInstant(date)) return 'date must be ISO 8601'
  if (details !== undefined && !isFields(details)) return 'details must be an object'
  return details ? wrongWithDetails(details) : null
}

function wrongWithDetails({ unique, value }: Fields): string | null {
  if (unique !== undefined && !(isFields(unique) && /^(string|number)$/.test(typeof unique.key)))
    return 'unique.key must be text or a number'
  if (value === undefined) return null
  const { amount, currency } = isFields(value) ? value : {}
  if (!Number.isSafeInteger(amount)) return 'value.amount must be an integer in cents'
  return /^[A-Z]{3}$/.test(String(currency)) ? null : 'value.currency must be a code like USD'
}

function wrongWithSubscriber({ email, ...fields }: Fields): string | null {
  if (!isEmail(email)) return 'a subscriber needs an email'
  return areFlat(fields) ? null : 'fields must be flat and lower_case'
}

const areFlat = (fields: Fields) =>
  Object.entries(fields).every(([name, value]) => /^[a-z][a-z0-9_]*$/.test(name) && isScalar(value))
