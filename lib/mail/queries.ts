import { desc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { devMails } from '@/db/schema/operations'

/** The newest mails nobody sent, for the local mailbox page; of one recipient when given. */
export function devMailsOf(recipient?: string) {
  return db
    .select()
    .from(devMails)
    .where(recipient ? eq(devMails.recipient, recipient.trim().toLowerCase()) : undefined)
    .orderBy(desc(devMails.createdAt))
    .limit(50)
}
