import { lookUpJob } from '@/lib/look-ups/jobs'
import type { Question } from '@/lib/look-ups/next-question'
import type { LaneClient } from './client'
import type { Next } from './fold'

/**
 * Round trip 6: what leaves the lane, and the end of the entries. No flow or destination wants an event yet, so all of it
 * is marked as gone out; slow work (a question to Stripe, a mail) leaves as job rows in this same transaction, one call, and
 * none when there is none.
 */
export async function outflow(client: LaneClient, { entries, events, ...next }: Next, questions: readonly Question[]) {
  const jobs = [...next.jobs, ...questions.map((question) => lookUpJob(question))]
  // What was derived goes out with its base, and has no place of its own in the queue.
  const derived = events.filter((event) => event.derivedFrom !== null).map((event) => ({ ...event, priority: 0 }))
  const ended = [...entries, ...derived]
  await client.query({
    name: jobs.length > 0 ? 'outflow-jobs' : 'outflow',
    text: jobs.length > 0 ? `${outflowSql}, sluice_enqueue($4::json)` : outflowSql,
    values: [
      ended.map((e) => e.teamId),
      ended.map((e) => e.priority),
      ended.map((e) => e.id),
      ...(jobs.length > 0 ? [JSON.stringify(jobs)] : []),
    ],
  })
}

const outflowSql = `
with entry as (
  select * from unnest($1::uuid[], $2::smallint[], $3::uuid[]) as e(team_id, priority, id)
), sent as (
  update events v set outflow_at = now() from entry e
  where v.team_id = e.team_id and v.id = e.id and v.outflow_at is null and v.status <> 'waiting'
), closed as (
  delete from inbox_queue q using entry e where q.team_id = e.team_id and q.priority = e.priority and q.id = e.id
)
select (select count(*) from entry)`
