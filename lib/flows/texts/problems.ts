import { fieldFor } from '../fields'
import { isGap } from './fill'
import { type Gap, parse } from './parse'
import { nameOf } from './problem'

export interface UsedVariable {
  path: string
  /** The text says what stands there when it is missing. */
  hasFallback: boolean
}

/** The variables a text uses, in their order; none of a text that cannot be read. */
export function variablesIn(source: string): UsedVariable[] {
  const parsed = parse(source)
  return parsed.ok ? parsed.pieces.filter(isGap).flatMap(usedIn) : []
}

/** What is wrong with a text of a flow with this trigger, whoever it is about: sentences for people. */
export function textProblems(source: string, type: string): string[] {
  const parsed = parse(source)
  if (!parsed.ok) return [parsed.says]
  const unknown = variablesIn(source).filter(({ path, hasFallback }) => !hasFallback && !fieldFor(type, path))
  return [
    ...new Set(
      unknown.map(({ path }) => `This event has no ${nameOf(path.split('.'))}, and the text has no fallback for it.`),
    ),
  ]
}

function usedIn({ value, filters }: Gap): UsedVariable[] {
  const hasFallback = filters.some(({ name, args }) => name === 'default' && args.length > 0)
  const given = filters.flatMap(({ args }) => args).flatMap((arg) => ('names' in arg ? [pathOf(arg.names, false)] : []))
  return [...('names' in value ? [pathOf(value.names, hasFallback)] : []), ...given]
}

const pathOf = (names: readonly string[], hasFallback: boolean) => ({ path: names.join('.'), hasFallback })
