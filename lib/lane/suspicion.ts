import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { workers } from '@/db/schema/operations'

/**
 * What a process knows about crashes: shared by its lanes. Off in ordinary times, when nothing is marked and no round trip
 * is added.
 */
export class Suspicion {
  isOn = false
  private isTrying = false

  /**
   * On while a process that ended without saying so was seen in the last minute (a worker writes each second that it
   * lives, and marks a clean end), and while a suspect is due.
   */
  look = async () => {
    const { rows } = await db.execute<{ is: boolean }>(sql`
      select exists (select 1 from ${workers} where stopped_at is null
          and seen_at between now() - interval '62 seconds' and now() - interval '2 seconds')
        or exists (select 1 from sluice_suspects(1)) as is`)
    this.isOn = rows[0]?.is ?? false
  }

  /** One suspect a process: if two were tried at once and it died, nobody could say of which. Null: one is being tried. */
  async alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.isTrying) return null
    this.isTrying = true
    return work().finally(() => {
      this.isTrying = false
    })
  }
}
