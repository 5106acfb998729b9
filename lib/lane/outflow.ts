import { cancelOfConnectionSql } from '@/lib/deliveries/cancel-sql'
import { cancelRunsOfConnectionSql } from '@/lib/flows/runs/cancel-sql'
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
  const leaving: Leaving = { deliveries: next.deliveries, runs: next.runs, wakes: next.wakes }
  const { name, text, inputs } = outflowStatement(leaving)
  const values: unknown[] = inputs.values({ entries, ...leaving })
  await client.query({
    name: jobs.length > 0 ? `${name}-jobs` : name,
    text: jobs.length > 0 ? `${text}, sluice_enqueue($${values.length + 1}::json)` : text,
    values: jobs.length > 0 ? [...values, JSON.stringify(jobs)] : values,
  })
  // Last, since it locks rows of queues, and the statement before connections, destinations and flows (lib/deliveries/locks.ts).
  for (const { teamId, connectionId } of next.closed) await endOfClosed(client, teamId, connectionId)
}

/** What still waits of a connection that Stripe ended goes with it; rare, so statements of their own. */
async function endOfClosed(client: LaneClient, teamId: string, connectionId: string) {
  const values = [teamId, connectionId]
  await client.query({ name: 'outflow-closed', text: cancelOfConnectionSql, values })
  await client.query({ name: 'outflow-closed-runs', text: cancelRunsOfConnectionSql, values })
}
