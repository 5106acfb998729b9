import { evalQuotedToken, Liquid, Output, type Template, TypeGuards } from 'liquidjs'
import { mostCharacters, mostGaps } from './limits'

/*
 * LiquidJS reads the texts, locked down to what a marketer needs: values and a few filters on them, no logic (DA-04). There are no
 * tags, so nothing loops, assigns or includes; a value is a fixed path of names, never computed.
 */

/** A path of names, or a text or number that stands there as it is. */
export type Reference = { names: readonly string[] } | { constant: string | number }

export interface Gap {
  /** As it is written, for messages. */
  source: string
  value: Reference
  filters: readonly { name: FilterName; args: readonly Reference[] }[]
}

export type Piece = string | Gap
export type Parsed = { ok: true; pieces: readonly Piece[] } | { ok: false; says: string }

/** What may stand behind a bar. */
export const filterNames = [
  'default',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'date',
  'join',
  'first',
] as const

export type FilterName = (typeof filterNames)[number]

export function parse(source: string): Parsed {
  if (source.length > mostCharacters) return { ok: false, says: `The text has more than ${mostCharacters} characters.` }
  // Counted before anything is read: that alone may take long.
  if (source.split('{{').length > mostGaps + 1)
    return { ok: false, says: `The text has more than ${mostGaps} variables.` }
  try {
    return { ok: true, pieces: engine.parse(source).map(pieceOf) }
  } catch (error) {
    return { ok: false, says: saysOf(error) }
  }
}

const engine = lockedEngine()

/** What its filters go by: days are UTC, as they are in lib/flows/times.ts. */
export const filterOptions = engine.options

function lockedEngine() {
  // `templates`: what would be looked up as a file is looked up in there, and there is nothing.
  const limits = { strictFilters: true, ownPropertyOnly: true, parseLimit: mostCharacters, templates: {} }
  const liquid = new Liquid({ ...limits, timezoneOffset: 0, locale: 'en-US' })
  for (const tag of Object.keys(liquid.tags)) delete liquid.tags[tag]
  for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name)
  // Only whether a filter exists is asked here; what it does is fill.ts.
  for (const name of filterNames) liquid.registerFilter(name, (value: unknown) => value)
  return liquid
}

function pieceOf(template: Template): Piece {
  if (!(template instanceof Output)) return textOf(template)
  const source = template.token.getText()
  const [token, ...more] = template.value.initial.postfix
  if (token === undefined || more.length > 0) throw new NotAllowed(source)
  const filters = template.value.filters.map(({ name, args }) => ({
    name: name as FilterName,
    args: args.map((arg) => referenceOf(arg, source)),
  }))
  return { source, value: referenceOf(token, source), filters }
}

/** Without the blanks that a neighbouring {{- takes away. */
const textOf = ({ token }: Template) => (TypeGuards.isHTMLToken(token) ? token.getContent() : token.getText())

function referenceOf(token: unknown, source: string): Reference {
  if (TypeGuards.isQuotedToken(token)) return { constant: evalQuotedToken(token) }
  if (TypeGuards.isNumberToken(token)) return { constant: Number(token.content) }
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable !== undefined) throw new NotAllowed(source)
  const names = token.props.map((name) => {
    if (TypeGuards.isWordToken(name)) return name.content
    if (TypeGuards.isQuotedToken(name)) return evalQuotedToken(name)
    throw new NotAllowed(source)
  })
  return { names }
}

/** Liquid that LiquidJS would understand, and that has no business in a text. */
class NotAllowed extends Error {
  constructor(readonly source: string) {
    super('not allowed')
  }
}

function saysOf(error: unknown): string {
  if (error instanceof NotAllowed) return `${cut(error.source)} is more than a variable: write its name, then filters.`
  const message = error instanceof Error ? error.message.replace(/, line:.*$/s, '') : ''
  const tag = /^tag "(.+)" not found/s.exec(message)?.[1]
  if (tag !== undefined) return `{% ${cut(tag)} %} does not work in a text. A branch decides what is sent.`
  const filter = /^undefined filter: (.+)/s.exec(message)?.[1]
  if (filter !== undefined) return `There is no filter “${cut(filter)}”. There are: ${filterNames.join(', ')}.`
  const unclosed = /^(?:output|tag) "(.+)" not closed/s.exec(message)?.[1]
  if (unclosed !== undefined) return `${cut(unclosed)} is not closed.`
  return 'A variable is not written as it should be, such as {{ subscriber.first_name | default: "there" }}.'
}

const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
