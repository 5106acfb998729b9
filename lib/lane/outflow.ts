import { cancelOfConnectionsSql } from '@/lib/deliveries/cancel-sql'
import { cancelRunsOfConnectionsSql } from '@/lib/flows/runs/cancel-sql'
import { lookUpJob } from '@/lib/look-ups/jobs'
import type { Question } from '@/lib/look-ups/next-question'
import type { LaneClient } from './client'
import type { Next } from './fold'
import { type Leaving, outflowStatement } from './outflow-sql'

/**
 * Round trip 6: what leaves the lane, and the end of the entries. That an event went out is stored with the event, since
 * updating it here wrote the row and all of its index entries a second time. What goes to destinations leaves as deliveries,
 * what begins flows as runs, slow work (a question to Stripe, a mail) as job rows; all of it in this same transaction, and no
 * text of it where there is none.
 */
export async function outflow(client: LaneClient, { entries, ...next }: Next, questions: readonly Question[]) {
  const jobs = [...next.jobs, ...questions.map((question) => lookUpJob(question))]
  const leaving: Leaving = { deliveries: next.deliveries, runs: next.runs, wakes: next.wakes, closed: next.closed }
  const { name, text, inputs } = outflowStatement(leaving)
  const values: unknown[] = inputs.values({ entries, ...leaving })
  await client.query({
    name: jobs.length > 0 ? `${name}-jobs` : name,
    text: jobs.length > 0 ? `${text}, sluice_enqueue($${values.length + 1}::json)` : text,
    values: jobs.length > 0 ? [...values, JSON.stringify(jobs)] : values,
  })
  await endOfClosed(client, next.closed)
}

/**
 * What still waits of connections that Stripe ended goes with them; rare, so statements of their own. Last, since they lock rows of
 * queues: the statement before has locked what comes before those, for them too (lib/deliveries/locks.ts).
 */
async function endOfClosed(client: LaneClient, closed: Next['closed']) {
  for (const teamId of new Set(closed.map((one) => one.teamId))) {
    const ids = closed.filter((one) => one.teamId === teamId).map(({ connectionId }) => connectionId)
    await client.query({ name: 'closed-deliveries', text: cancelOfConnectionsSql, values: [teamId, ids] })
    await client.query({ name: 'closed-runs', text: cancelRunsOfConnectionsSql, values: [teamId, ids] })
  }
}
