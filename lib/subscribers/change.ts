import { z } from 'zod'
import { mostFields, mostTags } from './limits'

const isOneLine = (text: string) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)
const tag = z
  .string()
  .trim()
  .min(1, 'It is empty.')
  .max(100, 'At most 100 characters.')
  .refine(isOneLine, 'On one line, please.')
const tags = z.array(tag).max(mostTags)

export const fieldName = z
  .string()
  .max(60, 'At most 60 characters.')
  .regex(/^[a-z][A-Za-z0-9_]*$/, 'Letters, digits and _, like favouriteRoast or favourite_roast.')

const fieldValue = z.union([
  z
    .string()
    .max(500, 'At most 500 characters.')
    // Neither NUL nor half an emoji, which no database text can hold.
    .refine((text) => !/[\0\p{Cs}]/u.test(text), 'Not a text.'),
  z.number(),
  z.boolean(),
  z.null(),
])

export const userGroup = z.string().trim().min(1).max(100, 'At most 100 characters.').refine(isOneLine)

/** What a flow or a person of the team says of somebody. What is left out stays as it is; a field of null goes. */
export const personChange = z.object({
  tags: z.object({ add: tags, remove: tags }).optional(),
  fields: z
    .record(fieldName, fieldValue)
    .refine((fields) => Object.keys(fields).length <= mostFields, `At most ${mostFields} fields.`)
    .optional(),
  user_group: userGroup.nullable().optional(),
  unsubscribed: z.boolean().optional(),
})
export type PersonChange = z.infer<typeof personChange>
