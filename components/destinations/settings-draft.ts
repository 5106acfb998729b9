import type { DestinationJson } from '@/lib/destinations/json'

/** What a person changed and has not saved. */
export interface Draft {
  name?: string
  types?: string[] | null
  /** By field; only what was typed or switched. */
  config: Readonly<Record<string, unknown>>
  /** By field of a contact: the name it goes out under, null = it does not. */
  mapping: Readonly<Record<string, string | null>>
}

export const untouched: Draft = { config: {}, mapping: {} }

type Stored = Pick<DestinationJson, 'name' | 'types' | 'config' | 'mapping'>

/** The draft on top of what is stored, without what is back to its stored value. */
export function settled({ name, types, config, mapping }: Draft, stored: Stored): Draft {
  return {
    ...(name === undefined || name === stored.name ? {} : { name }),
    ...(types === undefined || sameTypes(types, stored.types) ? {} : { types }),
    config: differing(config, stored.config),
    mapping: differing(mapping, stored.mapping) as Draft['mapping'],
  }
}

export function countChanges({ name, types, config, mapping }: Draft): number {
  const own = [name, types].filter((value) => value !== undefined).length
  return own + Object.keys(config).length + Object.keys(mapping).length
}

/** As the API wants it: only what changed, and the whole mapping, which it takes as one. */
export function bodyOf(draft: Draft, stored: Stored, version: number) {
  const { name, types, config, mapping } = draft
  return {
    version,
    ...(name === undefined ? {} : { name }),
    ...(types === undefined ? {} : { types }),
    ...(Object.keys(config).length > 0 ? { config } : {}),
    ...(Object.keys(mapping).length > 0 ? { mapping: { ...stored.mapping, ...mapping } } : {}),
  }
}

/** Whether two readings say the same of what the form shows: then somebody else changed nothing of it. */
export function sameSettings(a: Stored, b: Stored): boolean {
  return (
    a.name === b.name &&
    sameTypes(a.types, b.types) &&
    Object.keys(differing(a.config, b.config)).length === 0 &&
    Object.keys(differing(a.mapping, b.mapping)).length === 0
  )
}

function sameTypes(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && new Set([...a, ...b]).size === a.length
}

function differing(values: Readonly<Record<string, unknown>>, stored: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && value !== stored[name]),
  )
}
