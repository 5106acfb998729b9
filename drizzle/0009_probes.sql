ALTER TABLE "routes" ADD COLUMN "probed_at" timestamp with time zone;
--> statement-breakpoint
-- Accounts whose turn has come to be asked after, taken so that no other worker takes them too. A connection's own webhook
-- URL stands for no grant of ours, so there is nothing to ask.
create function sluice_probe_due(p_every interval, p_limit integer) returns table (team_id uuid, connection_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
  with due as materialized (
    select r.stripe_account, r.livemode from routes r
    where r.state = 'open' and r.endpoint_key is null and greatest(r.probed_at, r.connected_at) < now() - p_every
    order by greatest(r.probed_at, r.connected_at)
    limit p_limit for update skip locked
  )
  update routes r set probed_at = now() from due d
  where (r.stripe_account, r.livemode) = (d.stripe_account, d.livemode)
  returning r.team_id, r.connection_id;
end $$;
--> statement-breakpoint
-- Whose account it is now, for the worker alone: it asks Stripe for that team, and tells nobody else.
create function sluice_route_holder(p_account text, p_livemode boolean) returns table (team_id uuid, connection_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
  select r.team_id, r.connection_id from routes r
  where r.stripe_account = p_account and r.livemode = p_livemode and r.state = 'open';
end $$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  foreach f in array array['sluice_probe_due(interval, integer)'::regprocedure, 'sluice_route_holder(text, boolean)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
