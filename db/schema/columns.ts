import { customType, timestamp } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'

/** Tenant ids are branded: only the session, the API key and the connection mint one, so a query that forgot its team does not compile. */
export type TeamId = string & { readonly __brand: 'TeamId' }
export type SiteId = string & { readonly __brand: 'SiteId' }
export type UserId = string & { readonly __brand: 'UserId' }

/** uuid v7, made by the app: sortable by time of making, and known before the insert. Never a watermark (ids are made before commit). */
export function newId(): string {
  const now = Date.now()
  if (now > last.msecs) Object.assign(last, { msecs: now, seq: randomInt32() & 0x7fffffff })
  else last.seq += 1
  return v7({ msecs: last.msecs, seq: last.seq, random: random16() })
}

/** Of one millisecond ids count on, so that they sort as they were made. Starting in the lower half the counter never overflows. */
const last = { msecs: 0, seq: 0 }

/** Random bytes are drawn for many ids at once: a call for each was a good part of what receiving a webhook cost. */
const pool = new Uint8Array(16 * 256)
let drawn = pool.length

function random16(): Uint8Array {
  if (drawn === pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  drawn += 16
  return pool.subarray(drawn - 16, drawn)
}

function randomInt32(): number {
  const [a = 0, b = 0, c = 0, d = 0] = random16()
  return (a << 24) | (b << 16) | (c << 8) | d
}

/*
 * How indexes are laid out: primary keys and unique indexes lead with team_id (tenancy, and one day shards). A plain
 * index leads with the other column, so that on a young table, where every guess is "one row", the planner has only one
 * index that fits a question. Sharing the team_id prefix made it read a team's whole table.
 */

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
})

/** Every time is stored as an instant; local time exists on screen only (PR-14). */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' })
