import { z } from 'zod'

/** Of a subscriber in Bento's own calls. */
const taken = new Set(['email', 'tags', 'remove_tags', 'id', 'uuid'])

export const fieldName = z
  .string()
  .max(64, 'At most 64 characters.')
  .regex(/^[a-z][a-z0-9_]*$/, 'Bento wants lower case with underscores, like lifetime_value.')
  .refine((name) => !taken.has(name), 'Bento uses this name itself.')

/** `favouriteRoast` is favourite_roast there. */
export function ownName(name: string): string | null {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return fieldName.safeParse(snake).data ?? null
}
