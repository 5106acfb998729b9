CREATE INDEX "deliveries_settled" ON "deliveries" USING btree ("settled_at") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "flow_runs_ended" ON "flow_runs" USING btree ("ended_at") WHERE ended_at is not null;
--> statement-breakpoint
-- Small steps, each by index: an hour's worth of old rows is a handful, and the planner does not know that.
-- Removes runs that ended before a time, and what they did, at most p_limit of them; returns how many. One that somebody is about to
-- try again is locked by them, and left alone.
create function sluice_purge_flow_runs(p_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  purged integer;
begin
  with old as materialized (
    select r.team_id, r.id from flow_runs r where r.ended_at < p_before and r.state <> 'open'
    order by r.ended_at limit p_limit for update skip locked
  ), steps as (
    delete from flow_steps s using old o where s.team_id = o.team_id and s.run_id = o.id
  )
  delete from flow_runs r using old o where r.team_id = o.team_id and r.id = o.id;
  get diagnostics purged = row_count;
  return purged;
end $$;
--> statement-breakpoint
-- Removes deliveries that were settled before a time, at most p_limit; returns how many. What a run of the same event may come to send
-- stays: the delivery that is there is how the event goes to a destination once.
create function sluice_purge_deliveries(p_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  purged integer;
begin
  with old as materialized (
    select d.team_id, d.id from deliveries d
    where d.settled_at < p_before and d.state <> 'queued' and not exists (
      select 1 from flow_runs r where r.event_id = d.event_id and r.team_id = d.team_id and r.state in ('open', 'failed'))
    order by d.settled_at limit p_limit for update of d skip locked
  )
  delete from deliveries d using old o where d.team_id = o.team_id and d.id = o.id;
  get diagnostics purged = row_count;
  return purged;
end $$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  foreach f in array array['sluice_purge_flow_runs(timestamptz, integer)'::regprocedure,
      'sluice_purge_deliveries(timestamptz, integer)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
