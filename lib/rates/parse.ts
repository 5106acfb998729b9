import { exponentOf } from '@/lib/money'

/** One line of the operator's table: one unit of `from` was worth `rate` units of `to` on that day. */
export interface Rate {
  /** `2026-11-21`, UTC. */
  day: string
  from: string
  to: string
  /** As written: a decimal above zero. */
  rate: string
}

export interface RateProblem {
  /** As in the file, the heading being line 1. */
  line: number
  says: string
}

export const mostLines = 100_000

/**
 * Reads a CSV with the columns `day,from,to,rate` (any order, heading needed; comma, semicolon or tab). Every wrong line is
 * named: a table with some lines missing would be worse than none.
 */
export function parseRates(csv: string): { rates: Rate[]; problems: RateProblem[] } {
  const lines = csv.replace(/^\u{feff}/u, '').split(/\r\n|\n|\r/)
  const separator = [';', '\t'].find((one) => lines[0]?.includes(one)) ?? ','
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const heading = cells(lines[0] ?? '').map((name) => name.toLowerCase())
  const missing = columns.filter((name) => !heading.includes(name))
  if (missing.length > 0)
    return refused(1, `The first line must name the columns day,from,to,rate. Missing: ${missing.join(', ')}.`)
  if (lines.length > mostLines + 2) return refused(mostLines + 2, `At most ${mostLines} rates at once.`)

  const said = new Map<string, Rate & { line: number }>()
  const problems: RateProblem[] = []
  for (const [at, text] of lines.entries()) {
    const line = at + 1
    const read = at === 0 || text.trim() === '' ? null : readLine(cells(text), heading)
    if (read === null) continue
    const key = typeof read === 'string' ? '' : `${read.day} ${read.from} ${read.to}`
    const before = said.get(key)
    if (typeof read === 'string') problems.push({ line, says: read })
    else if (before && before.rate !== read.rate)
      problems.push({ line, says: `Line ${before.line} has another rate for ${key}.` })
    else said.set(key, { ...read, line: before?.line ?? line })
  }
  if (said.size === 0 && problems.length === 0) return refused(1, 'There is no rate in this file.')
  return { rates: [...said.values()].map(({ line: _, ...rate }) => rate), problems }
}

const currencies = new Set(Intl.supportedValuesOf('currency'))
const columns = ['day', 'from', 'to', 'rate'] as const
const refused = (line: number, says: string) => ({ rates: [], problems: [{ line, says }] })

/** A rate, or what is wrong with the line. */
function readLine(cells: string[], heading: string[]): Rate | string {
  if (cells.length !== heading.length) return `It has ${cells.length} columns, the first line ${heading.length}.`
  const cell = (name: (typeof columns)[number]) => cells[heading.indexOf(name)] ?? ''
  const [day, from, to, rate] = [cell('day'), cell('from').toUpperCase(), cell('to').toUpperCase(), cell('rate')]
  if (!isDay(day)) return `“${shortened(day)}” is no day such as 2026-11-21.`
  for (const code of [from, to])
    if (!currencies.has(code)) return `“${shortened(code)}” is no currency code such as EUR.`
  if (from === to) return `A rate is between two currencies, and both are ${from}.`
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(rate) || /^[0.]+$/.test(rate))
    return `“${shortened(rate)}” is no rate such as 1.0842: digits and a point, above zero.`
  return { day, from, to, rate }
}

/** A day of the calendar, in the years Stripe exists. */
function isDay(text: string): boolean {
  if (!/^20[1-9]\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/**
 * A rate between minor units, exactly: 1 USD = 150.25 JPY is 1 cent = 1.5025 yen. Moves the point by the difference of the
 * currencies' decimals.
 */
export function perMinor({ from, to, rate }: Pick<Rate, 'from' | 'to' | 'rate'>): string {
  const [whole = '', fraction = ''] = rate.split('.')
  const shift = exponentOf(to) - exponentOf(from)
  const digits = whole + fraction
  const point = whole.length + shift
  const padded = point < 1 ? digits.padStart(digits.length + 1 - point, '0') : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const units = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  return at === padded.length ? units : `${units}.${padded.slice(at)}`
}
