-- Row-level security, the two roles behind it, and the few functions that may look across teams.
-- sluice_tenant: what pages, the API and the applier become inside a transaction; sees the teams named in sluice.team_ids.
-- sluice_pipeline: owner of the functions that receive, poll, adopt and claim; nobody becomes it.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['sluice_tenant', 'sluice_pipeline'] loop
    begin
      execute format('create role %I nologin nosuperuser nobypassrls noinherit', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
    begin
      execute format('grant %I to current_user', role_name);
    exception when insufficient_privilege or unique_violation then
      if not pg_has_role(current_user, role_name, 'member') then
        raise exception 'The database user % must be a member of role %. Ask an administrator to run: grant % to %',
          current_user, role_name, role_name, current_user;
      end if;
    end;
  end loop;
end $$;
--> statement-breakpoint
-- One call a tenant table; a later migration that adds a table calls it too (a catalog test finds a forgotten one).
create function sluice_protect(p_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  -- '' is what remains of a setting after `set local`, hence the nullif.
  execute format($p$create policy tenant on %s to sluice_tenant
    using (team_id = any((select nullif(current_setting('sluice.team_ids', true), '')::uuid[])::uuid[]))
    with check (team_id = any((select nullif(current_setting('sluice.team_ids', true), '')::uuid[])::uuid[]))$p$, p_table);
  -- The name is checked as well: a login that inherits the role must not see through it.
  execute format($p$create policy pipeline on %s to sluice_pipeline
    using (current_user = 'sluice_pipeline') with check (current_user = 'sluice_pipeline')$p$, p_table);
  execute format('grant select, insert, update, delete on %s to sluice_tenant', p_table);
end $$;
--> statement-breakpoint
select sluice_protect(t::regclass) from unnest(array[
  'sites', 'audit_log', 'connections', 'routes', 'event_settings', 'inbox', 'inbox_queue', 'events', 'waiting',
  'facts', 'parties', 'subscribers', 'ledger', 'subscriptions']) t;
--> statement-breakpoint
-- The audit log is append-only for the app (DA-13); routes are opened by sluice_claim_route alone, and removed with their team.
revoke update, delete on audit_log from sluice_tenant;
--> statement-breakpoint
revoke insert on routes from sluice_tenant;
--> statement-breakpoint
alter table unrouted enable row level security;
--> statement-breakpoint
alter table unrouted force row level security;
--> statement-breakpoint
create policy pipeline on unrouted to sluice_pipeline
  using (current_user = 'sluice_pipeline') with check (current_user = 'sluice_pipeline');
--> statement-breakpoint
grant select, insert, update, delete on inbox, inbox_queue, unrouted, routes to sluice_pipeline;
--> statement-breakpoint
grant select on connections to sluice_pipeline;
--> statement-breakpoint
-- lz4 halves the CPU of storing a body where the server has it (an error otherwise, and the default stays).
do $$
begin
  alter table inbox alter column raw set compression lz4;
  alter table unrouted alter column raw set compression lz4;
exception when feature_not_supported then null;
end $$;
--> statement-breakpoint
-- Rows live here for milliseconds: vacuum by count, not by share of the table.
alter table inbox_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000, fillfactor = 70);
--> statement-breakpoint
-- Receipt, one statement for a whole micro-batch: bind each webhook to its route of this moment, keep it once, queue it;
-- put aside what has no route. Exact (account, mode) first; a test event without a test connection goes to the live one,
-- never live to test. Inserts are ordered by the full key: the same ids in another order would deadlock two receivers.
create function sluice_receive(
  p_ids uuid[], p_accounts text[], p_livemodes boolean[], p_event_ids text[], p_types text[], p_created timestamptz[],
  p_connections uuid[], p_offsets integer[], p_lengths integer[], p_bodies bytea
) returns table (kept bigint, unrouted_kept bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
  with input as materialized (
    select u.id, u.account, u.livemode, u.event_id, u.type, u.created, u.connection_id,
           substring(p_bodies from u.start + 1 for u.length) as raw
    from unnest(p_ids, p_accounts, p_livemodes, p_event_ids, p_types, p_created, p_connections, p_offsets, p_lengths)
      as u(id, account, livemode, event_id, type, created, connection_id, start, length)
  ), routed as materialized (
    select i.*,
           coalesce(own.team_id, exact.team_id, live.team_id) as team_id,
           coalesce(own.connection_id, exact.connection_id, live.connection_id) as to_connection,
           coalesce(own.site_id, exact.site_id, live.site_id) as site_id
    from input i
    left join routes own on i.connection_id is not null
      and own.connection_id = i.connection_id and own.stripe_account = i.account
    left join routes exact on i.connection_id is null
      and exact.stripe_account = i.account and exact.livemode = i.livemode
    left join routes live on i.connection_id is null and exact.team_id is null and not i.livemode
      and live.stripe_account = i.account and live.livemode
  ), stored as (
    insert into inbox as n (team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, raw)
    select r.team_id, r.id, r.to_connection, r.event_id, r.site_id, 'webhook', r.type, r.livemode, r.created, r.raw
    from routed r where r.team_id is not null
    order by r.team_id, r.to_connection, r.event_id
    on conflict do nothing
    returning n.team_id, n.id, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, why)
    select s.team_id, 0, s.id, s.bytes, 'new' from stored s
  ), aside as (
    insert into unrouted as n (stripe_account, livemode, stripe_event_id, type, created, raw)
    select r.account, r.livemode, r.event_id, r.type, r.created, r.raw
    from routed r where r.team_id is null
    order by r.account, r.livemode, r.event_id
    on conflict do nothing
    returning 1
  )
  select (select count(*) from stored), (select count(*) from aside);
end $$;
--> statement-breakpoint
-- Moves unrouted webhooks into the inbox of a connection that has appeared: at connect and by a sweep, because a
-- receiver's snapshot can be older than the connect. p_ids: new entry ids made by the app (uuid v7), as many as may move
-- at once. Returns how many moved.
create function sluice_adopt(p_ids uuid[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer;
begin
  with gone as (
    delete from unrouted u using (
      select a.stripe_account, a.livemode, a.stripe_event_id,
             coalesce(exact.team_id, live.team_id) as team_id,
             coalesce(exact.connection_id, live.connection_id) as connection_id,
             coalesce(exact.site_id, live.site_id) as site_id
      from unrouted a
      left join routes exact on exact.stripe_account = a.stripe_account and exact.livemode = a.livemode
      left join routes live on exact.team_id is null and not a.livemode
        and live.stripe_account = a.stripe_account and live.livemode
      where coalesce(exact.state, live.state) = 'open'
      limit cardinality(p_ids)
    ) t
    where (u.stripe_account, u.livemode, u.stripe_event_id) = (t.stripe_account, t.livemode, t.stripe_event_id)
    returning t.team_id, t.connection_id, t.site_id, u.livemode, u.stripe_event_id, u.type, u.created, u.received_at, u.raw
  ), stored as (
    insert into inbox as n (team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, received_at, raw)
    select g.team_id, p_ids[row_number() over (order by g.team_id, g.connection_id, g.stripe_event_id)], g.connection_id, g.stripe_event_id, g.site_id, 'webhook', g.type, g.livemode,
           g.created, g.received_at, g.raw
    from gone g order by g.team_id, g.connection_id, g.stripe_event_id
    on conflict do nothing
    returning n.team_id, n.id, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, why)
    select s.team_id, 0, s.id, s.bytes, 'new' from stored s
  )
  select count(*) into moved from gone;
  return moved;
end $$;
--> statement-breakpoint
-- Teams with open work, in random order: a skip scan, one index probe a team however long its queue is. By index only: an
-- `exists` over a long queue looks cheap to read from its start, where another team's backlog or dead rows may lie.
create function sluice_open_lanes(p_limit integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return query
  with recursive lane(team_id) as (
    (select q.team_id from inbox_queue q order by q.team_id limit 1)
    union all
    select (select q.team_id from inbox_queue q where q.team_id > lane.team_id order by q.team_id limit 1)
    from lane where lane.team_id is not null
  )
  select l.team_id from lane l
  where l.team_id is not null
    and exists (select 1 from inbox_queue q where q.team_id = l.team_id and (q.not_before is null or q.not_before <= now()))
  order by random() limit p_limit;
end $$;
--> statement-breakpoint
-- Binds an account and mode to a connection. False when another team holds it: the primary key decides, and nothing
-- about the holder leaves this function (RT-07). Callable for the caller's own team only.
create function sluice_claim_route(
  p_account text, p_livemode boolean, p_team uuid, p_connection uuid, p_site uuid, p_connected_at timestamptz, p_endpoint_key text
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  claimed boolean;
begin
  if not coalesce(p_team = any(nullif(current_setting('sluice.team_ids', true), '')::uuid[]), false) then
    raise exception 'not your team' using errcode = '42501';
  end if;
  insert into routes as r (stripe_account, livemode, team_id, connection_id, site_id, state, connected_at, endpoint_key)
  values (p_account, p_livemode, p_team, p_connection, p_site, 'open', p_connected_at, p_endpoint_key)
  on conflict (stripe_account, livemode) do update
    set team_id = excluded.team_id, connection_id = excluded.connection_id, site_id = excluded.site_id, state = 'open',
        connected_at = excluded.connected_at, endpoint_key = excluded.endpoint_key
    where r.team_id = excluded.team_id or r.state = 'closed'
  returning true into claimed;
  return coalesce(claimed, false);
end $$;
--> statement-breakpoint
-- A connection's own webhook URL, before any tenant is known.
create function sluice_endpoint(p_endpoint_key text)
returns table (team_id uuid, connection_id uuid, stripe_account text, livemode boolean, signing_secrets jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
  select c.team_id, c.id, c.stripe_account, c.livemode, c.signing_secrets
  from routes r join connections c on c.team_id = r.team_id and c.id = r.connection_id
  where r.endpoint_key = p_endpoint_key;
end $$;
--> statement-breakpoint
-- The operator's view of what nobody connected (OPERATOR_EMAILS only; no payloads).
create function sluice_unrouted(p_limit integer)
returns table (stripe_account text, livemode boolean, type text, stripe_event_id text, received_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
  select u.stripe_account, u.livemode, u.type, u.stripe_event_id, u.received_at
  from unrouted u order by u.received_at desc limit p_limit;
end $$;
--> statement-breakpoint
create function sluice_purge_unrouted(p_older_than interval, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  with old as (
    select u.stripe_account, u.livemode, u.stripe_event_id from unrouted u
    where u.received_at < now() - p_older_than limit p_limit
  )
  delete from unrouted u using old o
  where (u.stripe_account, u.livemode, u.stripe_event_id) = (o.stripe_account, o.livemode, o.stripe_event_id);
  get diagnostics gone = row_count;
  return gone;
end $$;
--> statement-breakpoint
-- Slow work leaves as job rows in the caller's own transaction, one call for all of it (each call notifies).
-- p_jobs: [{"identifier": …, "payload": {…}, "job_key": …, "max_attempts": …, "run_at": …}].
create function sluice_enqueue(p_jobs json) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_jobs(array(select r from json_populate_recordset(null::graphile_worker.job_spec, p_jobs) r));
end $$;
--> statement-breakpoint
revoke execute on function sluice_enqueue(json), sluice_claim_route(text, boolean, uuid, uuid, uuid, timestamptz, text), sluice_adopt(uuid[]) from public;
--> statement-breakpoint
grant execute on function sluice_enqueue(json), sluice_claim_route(text, boolean, uuid, uuid, uuid, timestamptz, text), sluice_adopt(uuid[]) to sluice_tenant;
--> statement-breakpoint
-- The functions belong to the role with the wide policy; it may create nothing else.
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef and p.proname in ('sluice_receive', 'sluice_adopt', 'sluice_open_lanes',
      'sluice_claim_route', 'sluice_endpoint', 'sluice_unrouted', 'sluice_purge_unrouted') loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
