import type { Fields, Json } from './story/types'

/**
 * Stripe's form encoding: `created[gte]=1`, `expand[0]=customer`, `types[]=charge.succeeded` become objects and lists.
 * Values stay text. Of a key given twice the last counts.
 */
export function parseForm(text: string): Fields {
  const form: Fields = {}
  for (const [key, value] of new URLSearchParams(text)) put(form, segments(key), value)
  return tidy(form)
}

function segments(key: string): string[] {
  const open = key.indexOf('[')
  if (open <= 0 || !key.endsWith(']')) return [key]
  return [key.slice(0, open), ...key.slice(open + 1, -1).split('][')]
}

function put(form: Fields, [step, ...rest]: string[], value: string): void {
  if (step === undefined || step === '__proto__') return
  const key = step === '' ? String(Object.keys(form).length) : step
  if (rest.length === 0) {
    form[key] = value
    return
  }
  const inner = form[key]
  const nested: Fields = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  form[key] = nested
  put(nested, rest, value)
}

function tidy(form: Fields): Fields {
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, tidied(value)]))
}

/** An object whose keys are 0, 1, 2 … is a list. */
function tidied(value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(tidy(value))
  const isList = entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, entry]) => entry) : Object.fromEntries(entries)
}
