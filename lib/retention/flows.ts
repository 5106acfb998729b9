import { sql } from 'drizzle-orm'
import { daysAgo, historyKeptSince, inSteps } from './in-steps'

/** What a step kept of a mail or a call is there this long; that it was done, and how it ended, stays with the run (DA-12). */
export const detailsKeptDays = 30

/** Removes old details. */
export const keepStepDetails = () =>
  inSteps(10_000, (rows) => sql`sluice_purge_step_details(${daysAgo(detailsKeptDays)}, ${rows})`)

/**
 * Removes runs that ended long ago, with what they did; one that is open stays, however old. That its event began this flow is then
 * forgotten, and begins it no second time all the same: an event goes out once, and begins nothing when it is older than a day.
 */
export const keepRuns = () => inSteps(1_000, (rows) => sql`sluice_purge_flow_runs(${historyKeptSince()}, ${rows})`)
