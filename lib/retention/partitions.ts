import type { PoolClient } from 'pg'
import { pool } from '@/db/client'

/** A partition of the inbox: which webhooks it holds, by Stripe's `created`. */
export interface Partition {
  name: string
  /** Null for the default one, which takes what no week was made for: dates far in the future, and history long gone. */
  ends: Date | null
}

const week = 7 * 24 * 60 * 60_000
/** Weeks there is a partition for from today on: a worker that is away for a month still finds one. */
const ahead = 5

/** The partitions of the inbox, the earliest first; null while it is one table. */
export async function inboxPartitions(client: Pick<PoolClient, 'query'> = pool): Promise<Partition[] | null> {
  const { rows } = await client.query<Partition>(`
    select p.relname as name,
      (regexp_match(pg_get_expr(p.relpartbound, p.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as ends
    from pg_class t left join pg_inherits i on i.inhparent = t.oid left join pg_class p on p.oid = i.inhrelid
    where t.oid = 'inbox'::regclass and t.relkind = 'p' order by 2 nulls last`)
  return rows.length > 0 ? rows : null
}

/** Makes the coming weeks' partitions that are not there yet. Expects a transaction. */
export async function makeAhead(client: PoolClient, now: Date): Promise<void> {
  const last = (await inboxPartitions(client))?.findLast(({ ends }) => ends !== null)?.ends
  for (let from = last ?? monday(now); from.getTime() < now.getTime() + ahead * week; ) {
    const to = new Date(from.getTime() + week)
    await makeWeek(client, from, to)
    from = to
  }
}

/** What claimed to be of that week before there was a partition for it is taken along from the default one. */
async function makeWeek(client: PoolClient, from: Date, to: Date) {
  const name = `inbox_${from.toISOString().slice(0, 10).replaceAll('-', '')}`
  await client.query(`create table ${name} (like inbox including all excluding indexes)`)
  await client.query('alter table inbox_default no force row level security')
  await client.query(`with moved as (
    delete from inbox_default where created >= '${at(from)}' and created < '${at(to)}' returning *
  ) insert into ${name} select * from moved`)
  await client.query('alter table inbox_default force row level security')
  await client.query(`alter table inbox attach partition ${name} for values from ('${at(from)}') to ('${at(to)}')`)
  await protect(client, name)
}

/**
 * Drops every partition whose week ended before `before`. What is open, waits for a person or came in later goes to the
 * default partition first. A busy moment ends in a lock timeout: the next run tries again.
 */
export async function dropOld(client: PoolClient, before: Date): Promise<string[]> {
  const old = ((await inboxPartitions(client)) ?? []).filter(({ ends }) => ends !== null && ends <= before)
  for (const { name } of old)
    await inTransaction(client, async () => {
      await client.query(`alter table inbox detach partition ${name}`)
      await client.query('select sluice_keep_needed($1, $2)', [name, before])
      await client.query(`drop table ${name}`)
    })
  return old.map(({ name }) => name)
}

/** Waits two seconds for a lock and no longer: receivers and the lane come first. */
export async function inTransaction(client: PoolClient, work: () => Promise<void>, lockTimeout = '2s') {
  await client.query(`begin; set local lock_timeout = '${lockTimeout}'`)
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** A partition is a table of its own to whoever names it, so it gets the fence of its parent. */
export async function protect(client: PoolClient, table: string) {
  await client.query(`select sluice_protect('${table}')`)
  await client.query(`grant select, insert, update, delete on ${table} to sluice_pipeline`)
}

/** The Monday, 00:00 UTC, at or before a moment. */
export function monday(moment: Date): Date {
  const day = new Date(moment.toISOString().slice(0, 10))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day
}

export const at = (moment: Date) => moment.toISOString()
