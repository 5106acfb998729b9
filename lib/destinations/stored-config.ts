import type { z } from 'zod'
import { decrypt, encrypt, type Place } from '@/lib/secrets'
import type { DestinationKind } from './destination'
import { fieldsOf } from './fields'

/** Of which destination a config is. */
export interface Holder {
  teamId: string
  id: string
}

/** A config as the table keeps it: what is secret is sealed to this row and field (DA-08). */
export function sealConfig(kind: DestinationKind, values: Record<string, unknown>, holder: Holder) {
  const sealed = sealedNames(kind)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      sealed.has(name) ? encrypt(JSON.stringify(value), placeOf(holder, name)) : value,
    ]),
  )
}

/** The config again. Throws a plain error, never a value, when a secret does not open or it no longer fits its kind. */
export function openConfig<Shape extends z.ZodObject>(
  kind: DestinationKind<Shape>,
  { config, ...holder }: Holder & { config: Record<string, unknown> },
): z.output<Shape> {
  const sealed = sealedNames(kind)
  const opened = Object.entries(config).map(([name, value]) => [
    name,
    sealed.has(name) && typeof value === 'string' ? JSON.parse(decrypt(value, placeOf(holder, name))) : value,
  ])
  return kind.config.parse(Object.fromEntries(opened))
}

/** What of a stored config can be read without a key. */
export function unsealed(kind: Pick<DestinationKind, 'config'>, config: Record<string, unknown>) {
  const sealed = sealedNames(kind)
  return Object.fromEntries(Object.entries(config).filter(([name]) => !sealed.has(name)))
}

const sealedNames = (kind: Pick<DestinationKind, 'config'>) =>
  new Set(fieldsOf(kind.config).flatMap(({ name, sealed }) => (sealed ? [name] : [])))

const placeOf = ({ teamId, id }: Holder, name: string): Place => ({
  teamId,
  table: 'destinations',
  row: id,
  column: `config.${name}`,
})
