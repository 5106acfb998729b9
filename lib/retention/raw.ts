import { sql } from 'drizzle-orm'
import { pool } from '@/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { inSteps } from './in-steps'
import { dropOld, inboxPartitions, inTransaction, makeAhead } from './partitions'

const day = 24 * 60 * 60_000

/** What was received before this is removed, as Stripe sent it; what it told stays. */
export const rawKeptSince = (now = Date.now()) => new Date(now - env().RAW_RETENTION_DAYS * day)

/**
 * Keeps the inbox to what retention says: whole weeks by DROP where it is partitioned, row by row in the tables that are no
 * week. What is open or waits for a person stays, however old.
 */
export async function keepRaw(now = new Date()): Promise<void> {
  const before = rawKeptSince(now.getTime())
  const partitions = await inboxPartitions()
  if (!partitions) return purge('inbox', before)
  const client = await pool.connect()
  try {
    await inTransaction(client, () => makeAhead(client, now))
    const dropped = await dropOld(client, before)
    if (dropped.length > 0) log.info('old webhooks are dropped', { partitions: dropped })
  } finally {
    client.release()
  }
  for (const name of ['inbox_default', 'inbox_before'])
    if (partitions.some((partition) => partition.name === name)) await purge(name, before)
}

const purge = (table: string, before: Date) =>
  inSteps(
    10_000,
    (rows) => sql`case when to_regclass(${table}) is null then 0
      else sluice_purge_inbox(to_regclass(${table}), ${before.toISOString()}::timestamptz, ${rows}) end`,
  )
