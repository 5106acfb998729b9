import type { z } from 'zod'

/**
 * What is wrong with a field, in plain words and with its name: whoever reads "limit must be at most 200" needs nothing
 * else. A schema's own sentence ("Give it a name.") comes before these.
 */
export function inWords(issue: z.core.$ZodRawIssue): string {
  const name = (issue.path ?? []).join('.') || 'The input'
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${name} is missing.`
        : `${name} must be ${kinds[issue.expected] ?? 'different'}.`
    case 'invalid_value':
      return issue.values.length === 1
        ? `${name} must be ${String(issue.values[0])}.`
        : `${name} must be one of: ${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return `${name} must ${bound(issue.origin, 'least', issue.minimum, issue.inclusive !== false)}.`
    case 'too_big':
      return `${name} must ${bound(issue.origin, 'most', issue.maximum, issue.inclusive !== false)}.`
    case 'invalid_format':
      return `${name} must be ${formats[issue.format] ?? 'written differently'}.`
    case 'unrecognized_keys':
      return issue.keys.map(unknownField).join(' ')
    default:
      return `${name} is not right.`
  }
}

export const unknownField = (name: string) => `There is no field ${name} here.`

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

const formats: Record<string, string> = {
  uuid: 'an id, as the API gives it',
  email: 'an e-mail address',
  url: 'a URL',
  datetime: 'a time such as 2026-11-20T12:00:00Z',
  date: 'a date such as 2026-11-20',
}

/** "be at least 1" for numbers, "have at most 80 characters" for text. */
function bound(origin: string, side: 'least' | 'most', limit: number | bigint, inclusive: boolean): string {
  const what = { string: 'character', array: 'entry', set: 'entry' }[origin]
  const words = inclusive ? `at ${side} ${limit}` : `${side === 'least' ? 'more' : 'less'} than ${limit}`
  if (!what) return `be ${words}`
  const many = what === 'entry' ? 'entries' : 'characters'
  return `have ${words} ${limit === 1 ? what : many}`
}
