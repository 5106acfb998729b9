-- As in 0013, but each body is cut out of the parameter where it is stored: carried through two steps and a sort, 6 kB a
-- webhook were copied three times. And planned once, not for the values of each call.
create or replace function sluice_receive(
  p_ids uuid[], p_accounts text[], p_livemodes boolean[], p_event_ids text[], p_types text[], p_created timestamptz[],
  p_connections uuid[], p_offsets integer[], p_lengths integer[], p_bodies bytea
) returns table (kept bigint, unrouted_kept bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
  with input as materialized (
    select u.id, u.account, u.livemode, u.event_id, u.type, u.created, u.connection_id,
           u.type = 'account.application.deauthorized' as is_end, u.start, u.length
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
    select r.team_id, r.id, r.to_connection, r.event_id, r.site_id, 'webhook', r.type, r.livemode, r.created,
           substring(p_bodies from r.start + 1 for r.length)
    from (
      select * from routed o where o.team_id is not null order by o.team_id, o.to_connection, o.event_id offset 0
    ) r
    on conflict do nothing
    returning n.team_id, n.id, n.created, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, created, why)
    select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s
  ), aside as (
    insert into unrouted as n (stripe_account, livemode, stripe_event_id, type, created, raw)
    select r.account, r.livemode, r.event_id, r.type, r.created,
           substring(p_bodies from r.start + 1 for r.length)
    from routed r where r.team_id is null
    order by r.account, r.livemode, r.event_id
    on conflict do nothing
    returning 1
  )
  select (select count(*) from stored), (select count(*) from aside);
end $$;
--> statement-breakpoint
do $$
begin
  execute 'grant create on schema public to sluice_pipeline';
  alter function sluice_receive(uuid[], text[], boolean[], text[], text[], timestamptz[], uuid[], integer[], integer[], bytea)
    set plan_cache_mode = force_generic_plan;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
