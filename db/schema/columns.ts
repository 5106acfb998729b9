import { customType, timestamp } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'

/** Tenant ids are branded: only the session, the API key and the connection mint one, so a query that forgot its team does not compile. */
export type TeamId = string & { readonly __brand: 'TeamId' }
export type SiteId = string & { readonly __brand: 'SiteId' }
export type UserId = string & { readonly __brand: 'UserId' }

/** uuid v7, made by the app: sortable by time of making, and known before the insert. Never a watermark (ids are made before commit). */
export const newId = () => v7()

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
