import { clean } from '@/lib/normalize/readers'

/**
 * JSON that every receiver can read: U+0000 and lone surrogates are legal in it and break many (PostgreSQL, PHP, Go), so they are
 * dropped and replaced, in values and in names.
 */
export const soundJson = (value: unknown): string => JSON.stringify(value, (_name, part: unknown) => sound(part))

function sound(part: unknown): unknown {
  if (typeof part === 'string') return clean(part)
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  const names = Object.keys(part)
  return names.every((name) => clean(name) === name)
    ? part
    : Object.fromEntries(Object.entries(part).map(([name, value]) => [clean(name), value]))
}
