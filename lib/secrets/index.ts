import { env } from '@/lib/env'
import { open, type Place, seal } from './seal'

export type { Place }

/** Encrypts a secret for one column of one row. */
export const encrypt = (plaintext: string, place: Place) => seal(plaintext, place, env().ENCRYPTION_KEYS)

/** The secret again; throws when the row was swapped, the value changed, or its key is gone. */
export const decrypt = (sealed: string, place: Place) => open(sealed, place, env().ENCRYPTION_KEYS)

/** `whsec_…a1b2`: enough to recognise a secret, not to use it. */
export function masked(secret: string): string {
  const prefix = /^[a-z]+_(?:(?:live|test)_)?/.exec(secret)?.[0] ?? ''
  return secret.length - prefix.length >= 12 ? `${prefix}…${secret.slice(-4)}` : `${prefix}…`
}
