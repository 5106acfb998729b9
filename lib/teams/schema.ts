import { z } from 'zod'
import { parseMailbox } from '@/lib/mail/mailbox'
import { hasHidden, isVisible } from '@/lib/text/hidden'

/** One line of text people give: nothing that reorders or hides text (DA-15). May be empty. */
export const plainText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => !hasHidden(text), { message: 'This contains characters that cannot be seen.' })

/** A name that people, teams, sites or keys are given: a line with something to see. */
export const nameSchema = nameOf(80)

export function nameOf(most: number) {
  return plainText(most)
    .min(1, 'Give it a name.')
    .refine((name) => name === '' || isVisible(name), { message: 'Give it a name that can be seen.' })
}

export const roleSchema = z.enum(['owner', 'admin', 'marketer', 'viewer'])

/** An API key is never an owner. */
export const keyRoleSchema = z.enum(['admin', 'marketer', 'viewer'])

/** Read by our own parser (AU-09); comes out lower-case. */
export const mailboxSchema = z.string().transform((text, context) => {
  const address = parseMailbox(text)
  if (address) return address
  context.addIssue({ code: 'custom', message: 'This is not an e-mail address we can write to.' })
  return z.NEVER
})
