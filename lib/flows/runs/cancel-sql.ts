/**
 * Ends the open runs of some connections' events ($1 team, $2 connections), in the lane's own transaction: nobody would hear any more
 * that somebody paid. What is being worked on ends with its step.
 */
export const cancelRunsOfConnectionsSql = `
with run as materialized (
  select r.flow_id, r.id from flow_runs r where r.team_id = $1 and r.connection_id = any($2::uuid[]) and r.state = 'open'
), open as materialized (
  select q.flow_id, q.run_id, coalesce(q.claim_id is not null and q.due_at > now(), false) as is_at_work
  from flow_queue q join run r on r.flow_id = q.flow_id and r.id = q.run_id
  where q.team_id = $1 order by q.flow_id, q.run_id for update of q
), marked as (
  update flow_queue q set ends_by = 'connection_ended' from open o
  where q.team_id = $1 and q.flow_id = o.flow_id and q.run_id = o.run_id and o.is_at_work
), gone as (
  delete from flow_queue q using open o
  where q.team_id = $1 and q.flow_id = o.flow_id and q.run_id = o.run_id and not o.is_at_work
  returning q.run_id
)
update flow_runs r set state = 'cancelled', reason = 'connection_ended', ended_at = now()
from gone where r.team_id = $1 and r.id = gone.run_id`
