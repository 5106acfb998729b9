import { lookUpJob } from '@/lib/look-ups/jobs'
import type { Question } from '@/lib/look-ups/next-question'
import type { LaneClient } from './client'
import type { Next } from './fold'

/**
 * Round trip 6: what leaves the lane, and the end of the entries. No flow or destination wants an event yet: that it went out
 * is stored with the event, since updating it here wrote the row and all of its index entries a second time. Slow work (a
 * question to Stripe, a mail) leaves as job rows in this same transaction, one call, and none when there is none.
 */
export async function outflow(client: LaneClient, { entries, ...next }: Next, questions: readonly Question[]) {
  const jobs = [...next.jobs, ...questions.map((question) => lookUpJob(question))]
  await client.query({
    name: jobs.length > 0 ? 'outflow-jobs' : 'outflow',
    text: jobs.length > 0 ? `${outflowSql}, sluice_enqueue($4::json)` : outflowSql,
    values: [
      entries.map((e) => e.teamId),
      entries.map((e) => e.priority),
      entries.map((e) => e.id),
      ...(jobs.length > 0 ? [JSON.stringify(jobs)] : []),
    ],
  })
}

const outflowSql = `
with entry as (
  select * from unnest($1::uuid[], $2::smallint[], $3::uuid[]) as e(team_id, priority, id)
), closed as (
  delete from inbox_queue q using entry e where q.team_id = e.team_id and q.priority = e.priority and q.id = e.id
)
select (select count(*) from entry)`
