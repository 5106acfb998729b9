import { sql } from 'drizzle-orm'
import { daysAgo, historyKeptSince, inSteps } from './in-steps'

/** What was said at an attempt is kept this long; that it was made, and how it ended, stays with the delivery (DA-12). */
export const attemptsKeptDays = 30

/** Removes old attempts and what was said at them. */
export const keepAttempts = () =>
  inSteps(10_000, (rows) => sql`sluice_purge_attempts(${daysAgo(attemptsKeptDays)}, ${rows})`)

/**
 * Removes deliveries that were settled long ago. None is sent again for that: the lane sends an event once, whatever it finds of it
 * (`outflow_at`), to send what was missed takes the rows themselves, and a delivery stays as long as a run of its event may come to a
 * step that would send it.
 */
export const keepDeliveries = () =>
  inSteps(5_000, (rows) => sql`sluice_purge_deliveries(${historyKeptSince()}, ${rows})`)
