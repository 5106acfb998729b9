import { z } from 'zod'
import { parseMailbox } from '@/lib/mail/mailbox'

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
