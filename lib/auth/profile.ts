import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { users } from '@/db/schema/auth'
import type { UserId } from '@/db/schema/columns'

/** The name others see; null goes back to the address. */
export async function renameUser(userId: UserId, name: string | null): Promise<void> {
  await db.update(users).set({ name }).where(eq(users.id, userId))
}
