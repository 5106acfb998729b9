import { filters as builtIn, Context } from 'liquidjs'
import { fieldAt } from '../fields'
import { isoTwin } from '../times'
import { follow } from '../value-at'
import type { Variables } from '../variables'
import { mostRendered } from './limits'
import { type FilterName, filterOptions, type Gap, type Piece, parse, type Reference } from './parse'
import { broken, missing, type Rendered } from './problem'

export interface Filled {
  gap: Gap
  /** A text, number or flag; a list or an object only where the text asks for a whole one. */
  value: unknown
}

/** A text with its gaps filled, but not yet written: whoever writes it knows what a value must look like where it stands. */
export function fill(source: string, variables: Variables): Rendered<(string | Filled)[]> {
  const parsed = parse(source)
  if (!parsed.ok) return broken(parsed.says)
  const context = new Context({}, filterOptions, { memoryLimit: mostRendered })
  const filled: (string | Filled)[] = []
  for (const piece of parsed.pieces) {
    if (!isGap(piece)) {
      filled.push(piece)
      continue
    }
    const found = finalValue(piece, variables, context)
    if (!found.ok) return found
    filled.push({ gap: piece, value: found.value })
  }
  return { ok: true, value: filled }
}

export const isGap = (piece: Piece): piece is Gap => typeof piece !== 'string'
export const isList = (value: unknown) => typeof value === 'object' && value !== null

function finalValue(gap: Gap, variables: Variables, context: Context): Rendered<unknown> {
  let value = firstValue(gap, variables)
  for (const { name, args } of gap.filters) {
    // Nothing but a fallback can do anything with nothing.
    if (isNothing(value) && name !== 'default') continue
    const given = args.map((arg) => referred(arg, variables))
    if (!takes(name, value) || (name !== 'default' && given.some(isList))) {
      return broken(`${gap.source} is a list or a group: it cannot be written.`)
    }
    const absent = args.find((_, at) => isNothing(given[at]))
    if (absent && name !== 'default') return missing('names' in absent ? absent.names : [])
    try {
      value = (builtIn[name] as Implementation).apply({ context }, [value, ...given])
    } catch {
      return broken(`${gap.source} became too long.`)
    }
  }
  if (!isNothing(value)) return { ok: true, value }
  return missing('names' in gap.value ? gap.value.names : [])
}

type Implementation = (this: { context: Context }, ...args: unknown[]) => unknown

const takes = (name: FilterName, value: unknown) =>
  !isList(value) || name === 'default' || (Array.isArray(value) && (name === 'join' || name === 'first'))
const isNothing = (value: unknown) => value === undefined || value === null

/** A date is made of the exact form of a time, not of the day that stands in texts. */
function firstValue({ value, filters }: Gap, variables: Variables): unknown {
  if (!('names' in value) || !filters.some(({ name }) => name === 'date')) return referred(value, variables)
  const path = value.names.join('.')
  const exact = fieldAt(path)?.kind === 'time' ? isoTwin(path).split('.') : value.names
  return follow(variables, exact)
}

const referred = (reference: Reference, variables: Variables): unknown =>
  'names' in reference ? follow(variables, reference.names) : reference.constant
