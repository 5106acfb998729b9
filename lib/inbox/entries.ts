import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { InboxKind } from '@/db/schema/inbox'

/** An entry of our own making: what Stripe was asked, its history, or a person's command. */
export interface NewEntry {
  teamId: TeamId
  id: string
  kind: Exclude<InboxKind, 'webhook'>
  connectionId: string
  siteId: SiteId
  livemode: boolean
  /** What makes it the same entry when it is written again: the Stripe event's id, or a made-up key. */
  key: string
  type: string
  /** Null: now, by the database's clock. */
  created: Date | null
  body: object
}

/** Where a command belongs that is about no connection or site in particular. */
export const nowhere = '00000000-0000-0000-0000-000000000000'

/**
 * Puts entries into the inbox and the lane's queue, in the caller's own transaction: the only way in for what is no
 * webhook. Backfill waits behind what is live. An entry whose key is known already is left as it is, so this can be called
 * again after a failure. Returns how many are new.
 */
export async function writeEntries(tx: Tx, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) return 0
  const rows = entries.map((entry) => ({ ...entry, body: JSON.stringify(entry.body) }))
  const { rows: written } = await tx.execute<{ written: number }>(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as e("teamId" uuid, id uuid, kind text,
        "connectionId" uuid, "siteId" uuid, livemode boolean, key text, type text, created timestamptz, body text)
    ), kept as (
      insert into inbox (team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, raw)
      select "teamId", id, "connectionId", key, "siteId", kind, type, livemode,
        coalesce(created, date_trunc('milliseconds', statement_timestamp())), convert_to(body, 'UTF8')
      from given order by "teamId", "connectionId", key
      on conflict do nothing
      returning team_id, id, kind, created, raw
    ), queued as (
      insert into inbox_queue (team_id, priority, id, bytes, created, why)
      select team_id, case kind when 'backfill' then 1 else 0 end, id, octet_length(raw), created, 'new' from kept
      returning 1
    )
    select count(*)::int as written from queued`)
  return written[0]?.written ?? 0
}

/**
 * The entry that was written with this key, if there is one; whoever else asks for the same waits until this transaction ends. For keys
 * whose entry is made at another time whenever it is made: in an inbox of weeks (decision 15) that time is part of the unique key, so the
 * key alone stops nobody there. It is known as long as what was received is kept.
 */
export async function entryOf(tx: Tx, teamId: TeamId, key: string): Promise<string | null> {
  // Looked at in a second statement, which sees what the one before us has written.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${teamId} ${key}`}, 0))`)
  const { rows } = await tx.execute<{ id: string }>(sql`
    select i.id from inbox i
    where i.team_id = ${teamId} and i.connection_id = ${nowhere} and i.stripe_event_id = ${key} and i.livemode in (true, false) limit 1`)
  return rows[0]?.id ?? null
}
