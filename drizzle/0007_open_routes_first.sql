-- Whose webhook is this? An open route before a closed one, then the exact mode before the live one that a test event may
-- fall back to; never live to test. A closed route keeps what still arrives (the lane ignores it) only while no other team
-- has the account: its payloads would be readable by a team they no longer concern. The word that a connection has ended
-- goes to the connection it is about, open or closed: it says nothing of the account's business.
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
-- The same rule for what waited unrouted, which only an open route takes: the exact one, or for a test event the live one
-- when no exact one is open.
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
    returning n.team_id, n.id, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, why)
    select s.team_id, 0, s.id, s.bytes, 'new' from stored s
  )
  select count(*) into moved from gone;
  return moved;
end $$;
