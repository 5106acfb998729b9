import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'

const atOnce = 500

/**
 * Moves webhooks that arrived before their account was connected into the inbox. A sweep, besides the call at connect:
 * a receiver's snapshot can be older than the connect. Returns how many moved.
 */
export async function adoptUnrouted(): Promise<number> {
  const ids = `{${Array.from({ length: atOnce }, newId).join(',')}}`
  const { rows } = await db.execute<{ moved: number }>(sql`select sluice_adopt(${ids}::uuid[]) as moved`)
  return rows[0]?.moved ?? 0
}
