import { parseMailbox } from '@/lib/mail/mailbox'
import type { Allowed } from '@/lib/outbound/allowed'
import { checkHeaders } from '@/lib/outbound/headers'
import { checkUrl } from '@/lib/outbound/url'
import { fieldName } from '@/lib/subscribers/change'
import { conditionProblem } from '../condition-problem'
import type { Duration, Step, StepOf } from '../definition'
import { linkProblem } from '../mail/check-links'
import { isJson } from '../steps/http-request'
import { textProblems } from '../texts'
import { asIfFilled } from '../texts/as-if-filled'
import { eventProblem } from './event'

export interface Problem {
  field: string
  message: string
}

export interface Context {
  /** Of the trigger; empty while none is chosen. */
  type: string
  destinations: readonly string[]
  allowed: Allowed
  weights: ReadonlyMap<string, string>
}

/** What stands in the way of one step; of a branch without the steps of its paths. */
export function stepProblems(step: Step, context: Context): Problem[] {
  switch (step.kind) {
    case 'email':
      return emailProblems(step, context)
    case 'wait':
      return waitProblems(step)
    case 'branch':
      return branchProblems(step, context)
    case 'update':
      return changeProblems(step, context)
    case 'destination':
      return destinationProblems(step, context)
    case 'http':
      return requestProblems(step, context)
    case 'end':
      return []
  }
}

const all = (field: string, ...messages: (string | null | false)[]): Problem[] =>
  messages.filter((message) => message !== null && message !== false).map((message) => ({ field, message }))

const isBlank = (text: string) => text.trim() === ''

function emailProblems({ subject, preview, body, reply_to }: StepOf<'email'>, { type, weights }: Context): Problem[] {
  return [
    ...all('subject', isBlank(subject) && 'Write a subject.', ...textProblems(subject, type)),
    ...all('preview', ...textProblems(preview, type)),
    ...all(
      'body',
      isBlank(body) && 'Write the mail.',
      ...textProblems(body, type),
      linkProblem(body),
      weights.get(body) ?? null,
    ),
    ...all('reply_to', !isBlank(reply_to) && parseMailbox(reply_to) === null && 'This is not an e-mail address.'),
  ]
}

const hours: Readonly<Record<Duration['unit'], number>> = { minutes: 1 / 60, hours: 1, days: 24, weeks: 168 }

function waitProblems({ for: { amount, unit }, until }: StepOf<'wait'>): Problem[] {
  return [
    ...all('for', amount * hours[unit] > 366 * 24 && 'A wait is at most a year.'),
    ...all('until', until !== null && eventProblem(until, 'end a wait')),
  ]
}

function branchProblems({ paths }: StepOf<'branch'>, { type }: Context): Problem[] {
  return paths.flatMap(({ when }, nth) => [
    ...all(
      `paths.${nth}.when`,
      when.conditions.length === 0 && 'Add a condition: without one, everybody takes this path.',
    ),
    ...when.conditions.flatMap((condition, at) =>
      all(`paths.${nth}.when.${at}`, conditionProblem(condition, type) ?? happenedProblem(condition.field)),
    ),
  ])
}

const happenedProblem = (field: string) =>
  field.startsWith('happened:') ? eventProblem(field.slice('happened:'.length), 'be asked for') : null

function changeProblems({ change }: StepOf<'update'>, { type }: Context): Problem[] {
  switch (change.what) {
    case 'field': {
      const [wrong] = fieldName.safeParse(change.name).error?.issues ?? []
      const name = change.name === '' ? 'Choose the field.' : (wrong?.message ?? null)
      return [...all('change.name', name), ...all('change.value', ...textProblems(change.value, type))]
    }
    case 'user_group':
      return all('change.group', ...textProblems(change.group, type))
    case 'add_tag':
    case 'remove_tag':
      return all('change.tag', isBlank(change.tag) && 'Name the tag.', ...textProblems(change.tag, type))
    case 'unsubscribe':
      return []
  }
}

function destinationProblems({ destination_id: id }: StepOf<'destination'>, { destinations }: Context): Problem[] {
  return all(
    'destination_id',
    !destinations.includes(id) && (id === '' ? 'Choose a destination.' : 'The destination is there no more.'),
  )
}

function requestProblems({ url, headers, body }: StepOf<'http'>, { type, allowed }: Context): Problem[] {
  const checked = checkHeaders(headers.map(({ name, value }) => [name, asIfFilled(value, () => 'x') ?? 'x']))
  return [
    ...all(
      'url',
      ...(isBlank(url) ? ['Write the address.'] : [...textProblems(url, type), addressProblem(url, allowed)]),
    ),
    ...all('headers', !checked.ok && checked.says, ...headers.flatMap(({ value }) => textProblems(value, type))),
    ...all('body', ...textProblems(body, type), looksLikeJson(body) && jsonProblem(body)),
  ]
}

/** A variable in the host would let a customer's name decide who is called. */
function addressProblem(url: string, allowed: Allowed): string | null {
  const inHost = /^[^/?#]*(\/\/)?[^/?#]*\{\{/.test(url)
  if (inHost) return 'Variables may stand behind the host only: https://example.com/{{ subscriber.id }}.'
  const filled = asIfFilled(url, () => 'x')
  const checked = filled === null ? null : checkUrl(filled, allowed)
  return checked === null || checked.ok ? null : checked.says
}

const looksLikeJson = (body: string) => /^\s*[{[]/.test(body) && !/^\s*\{\{/.test(body)

/** With null in the place of a whole value, and a word inside quotes. */
function jsonProblem(body: string): string | null {
  const filled = asIfFilled(body, (_, before) =>
    before.replace(/\\./gs, '').split('"').length % 2 === 0 ? 'x' : 'null',
  )
  return filled === null || isJson(filled) ? null : 'The body begins like JSON, but is none.'
}
