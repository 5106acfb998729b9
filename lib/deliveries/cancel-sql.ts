/**
 * Ends what waits of some connections' events ($1 team, $2 connections), in the lane's own transaction. Locks destinations, their
 * queue rows and deliveries in that order, as everybody does (locks.ts); what is being sent ends with its call.
 */
export const cancelOfConnectionsSql = `
with waiting as materialized (
  select d.destination_id, d.id from deliveries d where d.team_id = $1 and d.connection_id = any($2::uuid[]) and d.state = 'queued'
), destination as materialized (
  select t.id from destinations t where t.team_id = $1 and t.id in (select destination_id from waiting) order by t.id for update
), open as materialized (
  select q.destination_id, q.id, coalesce(q.call_id is not null and q.due_at > now(), false) as is_flying
  from delivery_queue q join waiting w on w.destination_id = q.destination_id and w.id = q.id
  where q.team_id = $1 and (select count(*) from destination) >= 0
  order by q.destination_id, q.id for update of q
), marked as (
  update delivery_queue q set ends_by = 'connection_ended' from open o
  where q.team_id = $1 and q.destination_id = o.destination_id and q.id = o.id and o.is_flying
), gone as (
  delete from delivery_queue q using open o
  where q.team_id = $1 and q.destination_id = o.destination_id and q.id = o.id and not o.is_flying
  returning q.id
)
update deliveries d set state = 'cancelled', reason = 'connection_ended', settled_at = now()
from gone where d.team_id = $1 and d.id = gone.id`
