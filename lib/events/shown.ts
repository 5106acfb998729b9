import { sql } from 'drizzle-orm'
import { events } from '@/db/schema/events'

/**
 * Events that lists show: those that count, and those that wait for their person. As written in the partial indexes: a
 * parameter list would hide from the planner that they apply.
 */
export const isShown = sql`${events.status} in ('processed', 'waiting')`
