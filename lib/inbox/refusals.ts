import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { counters } from '@/db/schema/operations'
import type { Reason } from '@/lib/reasons'

const counted = new Map<string, number>()
let planned = false

/**
 * Counts a refused request by door and reason. In memory first, written every two seconds: a flood of bad signatures is
 * answered without touching the database (IN-15), and nothing of the request is kept but this number (IN-01).
 */
export function countRefusal(door: string, reason: Reason) {
  const name = `refused:${door}:${reason}`
  counted.set(name, (counted.get(name) ?? 0) + 1)
  if (planned) return
  planned = true
  setTimeout(() => void flushRefusals(), 2_000).unref()
}

/** How figures name a door: a connection's own URL is a secret, so all of them are one. */
export const doorOf = (door: string) => (door === 'platform' || door === 'unknown' ? door : 'connection')

/** Writes what was counted; what cannot be written now is counted again with the next. */
export async function flushRefusals() {
  planned = false
  // In one order for all processes: two that count the same doors would wait for each other.
  const rows = [...counted].sort().map(([name, count]) => ({
    name,
    count,
    windowStart: new Date(Math.floor(Date.now() / 60_000) * 60_000),
  }))
  counted.clear()
  if (rows.length === 0) return
  try {
    await db
      .insert(counters)
      .values(rows)
      .onConflictDoUpdate({
        target: [counters.name, counters.windowStart],
        set: { count: sql`${counters.count} + excluded.count` },
      })
  } catch {
    for (const { name, count } of rows) counted.set(name, (counted.get(name) ?? 0) + count)
  }
}
