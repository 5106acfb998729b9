import type { Mutation } from './mutation'

export interface Migration {
  file: string
  text: string
}

/**
 * Migrations after a mistake's own that make anew, alter or drop what it breaks. The mistake would change nothing then: what
 * the database ends up with is theirs.
 */
export function laterMigrations(
  { name, file, from }: Pick<Mutation, 'name' | 'file' | 'from'>,
  migrations: readonly Migration[],
): string[] {
  const at = migrations.findIndex((one) => one.file === file)
  const text = migrations[at]?.text ?? ''
  if (!text.includes(from)) throw new Error(`"${name}": its text is not in ${file}`)
  const begin = Math.max(0, text.lastIndexOf('--> statement-breakpoint', text.indexOf(from)))
  // The statement up to the place: the function, and in it perhaps the policy.
  const broken = named(text.slice(begin, text.indexOf(from) + from.length))
  if (broken.length === 0) throw new Error(`"${name}": nothing is named where it changes ${file}`)
  return migrations
    .slice(at + 1)
    .filter((later) => named(later.text).some((one) => broken.includes(one)))
    .map((later) => later.file)
}

/** Settings, owners and grants of a function leave its text alone; everything else that names it does not. */
function named(text: string): string[] {
  const places = text.matchAll(
    /\b((?<!alter |on )function|policy|constraint|index)\s+(?:if (?:not )?exists )?"?([a-z]\w*)"?/gi,
  )
  return [...places].map(([, kind = '', name = '']) => `${kind} ${name}`.toLowerCase())
}
