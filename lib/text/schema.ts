import { z } from 'zod'
import { hasHidden, isVisible } from './hidden'

/** One line of text people give: nothing that reorders or hides text (DA-15). May be empty. */
export const plainText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => !hasHidden(text), { message: 'This contains characters that cannot be seen.' })

/** A line with something to see, of at most so many characters. */
export const nameOf = (most: number) =>
  plainText(most)
    .min(1, 'Give it a name.')
    .refine((name) => name === '' || isVisible(name), { message: 'Give it a name that can be seen.' })

/** A name that people, teams, sites or keys are given. */
export const nameSchema = nameOf(80)
