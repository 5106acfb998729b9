ALTER TABLE "inbox_queue" ADD COLUMN "created" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "inbox_received" ON "inbox" USING brin ("received_at");
--> statement-breakpoint
-- As in 0007; the queue now says when its entry was made, so that a partitioned inbox is looked at in one partition.
create or replace function sluice_receive(
  p_ids uuid[], p_accounts text[], p_livemodes boolean[], p_event_ids text[], p_types text[], p_created timestamptz[],
  p_connections uuid[], p_offsets integer[], p_lengths integer[], p_bodies bytea
) returns table (kept bigint, unrouted_kept bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
  with input as materialized (
    select u.id, u.account, u.livemode, u.event_id, u.type, u.created, u.connection_id,
           u.type = 'account.application.deauthorized' as is_end,
           substring(p_bodies from u.start + 1 for u.length) as raw
    from unnest(p_ids, p_accounts, p_livemodes, p_event_ids, p_types, p_created, p_connections, p_offsets, p_lengths)
      as u(id, account, livemode, event_id, type, created, connection_id, start, length)
  ), routed as materialized (
    select i.*,
           coalesce(own.team_id, home.team_id) as team_id,
           coalesce(own.connection_id, home.connection_id) as to_connection,
           coalesce(own.site_id, home.site_id) as site_id
    from input i
    left join routes own on i.connection_id is not null
      and own.connection_id = i.connection_id and own.stripe_account = i.account
    left join lateral (
      select r.team_id, r.connection_id, r.site_id from routes r
      where i.connection_id is null and r.stripe_account = i.account and (r.livemode or not i.livemode)
        and (r.state = 'open' or i.is_end or not exists (
          select 1 from routes other where other.stripe_account = r.stripe_account and other.team_id <> r.team_id))
      order by (r.state = 'open' or i.is_end) desc, r.livemode = i.livemode desc
      limit 1
    ) home on true
  ), stored as (
    insert into inbox as n (team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, raw)
    select r.team_id, r.id, r.to_connection, r.event_id, r.site_id, 'webhook', r.type, r.livemode, r.created, r.raw
    from routed r where r.team_id is not null
    order by r.team_id, r.to_connection, r.event_id
    on conflict do nothing
    returning n.team_id, n.id, n.created, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, created, why)
    select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s
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
create or replace function sluice_adopt(p_ids uuid[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved integer;
begin
  with gone as (
    delete from unrouted u using (
      select a.stripe_account, a.livemode, a.stripe_event_id, r.team_id, r.connection_id, r.site_id
      from unrouted a
      join routes r on r.stripe_account = a.stripe_account and r.state = 'open' and (
        r.livemode = a.livemode or r.livemode and not exists (
          select 1 from routes exact
          where exact.stripe_account = a.stripe_account and exact.livemode = a.livemode and exact.state = 'open'))
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
    returning n.team_id, n.id, n.created, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, created, why)
    select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s
  )
  select count(*) into moved from gone;
  return moved;
end $$;
--> statement-breakpoint
grant select on waiting to sluice_pipeline;
--> statement-breakpoint
-- What retention must not take: an entry that is open, or whose event waits for its person.
create function sluice_is_needed(p_team uuid, p_id uuid) returns boolean language sql stable as $$
  select exists (select 1 from inbox_queue q where q.team_id = p_team and q.priority in (0, 1) and q.id = p_id)
    or exists (select 1 from waiting w where w.team_id = p_team and w.event_id = p_id)
$$;
--> statement-breakpoint
-- Removes raw webhooks received before a time from the inbox or one partition of it, at most p_limit; returns how many.
create function sluice_purge_inbox(p_table regclass, p_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  execute format($q$
    with old as materialized (
      select i.team_id, i.id, i.created from %1$s i
      where i.received_at < $1 and not sluice_is_needed(i.team_id, i.id) limit $2
    )
    delete from %1$s i using old o where i.team_id = o.team_id and i.id = o.id and i.created = o.created$q$, p_table)
    using p_before, p_limit;
  get diagnostics gone = row_count;
  return gone;
end $$;
--> statement-breakpoint
-- Before a detached partition is dropped: what is needed still, or was received since (history is brought in late), goes
-- back into the inbox, where the default partition takes it. Returns how many.
create function sluice_keep_needed(p_table regclass, p_before timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept integer;
begin
  execute format($q$
    insert into inbox (team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, received_at, raw)
    select team_id, id, connection_id, stripe_event_id, site_id, kind, type, livemode, created, received_at, raw
    from %s i where i.received_at >= $1 or sluice_is_needed(i.team_id, i.id)$q$, p_table) using p_before;
  get diagnostics kept = row_count;
  return kept;
end $$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  foreach f in array array['sluice_purge_inbox(regclass, timestamptz, integer)'::regprocedure,
      'sluice_keep_needed(regclass, timestamptz)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
