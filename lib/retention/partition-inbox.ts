import type { PoolClient } from 'pg'
import { pool } from '@/db/client'
import { at, inboxPartitions, inTransaction, makeAhead, monday, protect } from './partitions'

const day = 24 * 60 * 60_000

/** The keys of the inbox: partitioned, they hold the time too. The event's own `created` is the same in every retry, so they dedupe as before. */
const keys = [
  { name: 'inbox_team_id_id_pk', kind: 'primary key', columns: 'team_id, id' },
  { name: 'inbox_stripe_event', kind: 'unique', columns: 'team_id, connection_id, stripe_event_id, livemode' },
] as const

/**
 * Makes the inbox a table of weeks: what is there becomes its first partition, which ends next Monday. False when it is one
 * already. The new keys are built beside running receivers; then the table is locked while its rows are checked, about a
 * second for a million of them, in which receivers answer 503 and Stripe sends again.
 */
export async function partitionInbox(now = new Date()): Promise<boolean> {
  const client = await pool.connect()
  try {
    if (await inboxPartitions(client)) return false
    await client.query('set statement_timeout = 0')
    for (const { name, columns } of keys) {
      // An attempt that was broken off leaves an invalid one behind.
      await client.query(`drop index concurrently if exists ${name}_in_time`)
      await client.query(`create unique index concurrently ${name}_in_time on inbox (${columns}, created)`)
    }
    await inTransaction(client, () => exchange(client, now), '10s')
    return true
  } finally {
    client.release(true)
  }
}

async function exchange(client: PoolClient, now: Date) {
  const boundary = new Date(monday(new Date(now.getTime() + day)).getTime() + 7 * day)
  await client.query('lock table inbox in access exclusive mode')
  const indexes = await otherIndexes(client)
  await client.query('alter table inbox rename to inbox_before')
  for (const { name } of indexes) await client.query(`alter index ${name} rename to ${name}_before`)
  for (const { name, kind } of keys) {
    await client.query(`alter table inbox_before drop constraint ${name}`)
    await client.query(`alter table inbox_before add constraint ${name}_before ${kind} using index ${name}_in_time`)
  }
  await client.query(
    'create table inbox (like inbox_before including all excluding indexes) partition by range (created)',
  )
  for (const { name, kind, columns } of keys)
    await client.query(`alter table inbox add constraint ${name} ${kind} (${columns}, created)`)
  for (const { definition } of indexes) await client.query(definition)
  await protect(client, 'inbox')

  // What claims to be of later than next week is moved to the default partition: no row may stand outside its bounds.
  await client.query('alter table inbox_before no force row level security')
  await client.query(
    `create temp table odd on commit drop as select * from inbox_before where created >= '${at(boundary)}'`,
  )
  await client.query(`delete from inbox_before where created >= '${at(boundary)}'`)
  await client.query('alter table inbox_before force row level security')
  await client.query(
    `alter table inbox attach partition inbox_before for values from (minvalue) to ('${at(boundary)}')`,
  )
  await client.query('create table inbox_default partition of inbox default')
  await protect(client, 'inbox_default')
  await makeAhead(client, now)
  await client.query('alter table inbox no force row level security')
  await client.query('insert into inbox select * from odd')
  await client.query('alter table inbox force row level security')
}

/** Indexes that are no keys, with the statement that makes each. */
async function otherIndexes(client: PoolClient) {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'inbox'::regclass and not i.indisunique`)
  return rows
}
