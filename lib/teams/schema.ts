import { z } from 'zod'
import { parseMailbox } from '@/lib/mail/mailbox'

/** Names people give: one line, something to see, nothing that reorders or hides text (DA-15). */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(80, 'At most 80 characters.')
  .refine((name) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u.test(name), {
    message: 'The name contains characters that cannot be seen.',
  })

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
