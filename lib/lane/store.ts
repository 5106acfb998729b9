import type { LaneClient } from './client'
import type { Next } from './fold'

/** Round trip 4: everything but the sums, in one statement of plain upserts. Values are computed, never `x = x + y`. */
export async function store(client: LaneClient, next: Next) {
  const { events, facts, ledger, subscriptions, waiting, answered, closed } = next
  const { parties, subscribers } = next.people
  // One parameter a table: with all of them in one document each insert would parse the whole of it again.
  const tables = [events, facts, ledger, subscriptions, subscribers, parties, answered, waiting, closed]
  const values = tables.map((rows) => JSON.stringify(rows, bigintAsText))
  await client.query({ name: 'store', text: storeSql, values })
}

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

/**
 * Subscribers are written in the order they were settled, so an address is free before the next one takes it.
 * Nothing here can meet another writer: the team's lock is held.
 */
const storeSql = `
with put_events as (
  insert into events (team_id, id, connection_id, stripe_event_id, site_id, livemode, name, type, status, reason, party_key,
    occurred_at, received_at, body, decision, normalizer_version)
  select "teamId", id, "connectionId", "stripeEventId", "siteId", livemode, name, type, status, reason, "partyKey",
    "occurredAt", "receivedAt", body, decision, "normalizerVersion"
  from json_to_recordset($1::json) as e("teamId" uuid, id uuid, "connectionId" uuid, "stripeEventId" text,
    "siteId" uuid, livemode boolean, name text, type text, status text, reason text, "partyKey" text,
    "occurredAt" timestamptz, "receivedAt" timestamptz, body jsonb, decision jsonb, "normalizerVersion" smallint)
  on conflict (team_id, id) do update set name = excluded.name, body = excluded.body, occurred_at = excluded.occurred_at,
    normalizer_version = excluded.normalizer_version, status = excluded.status, reason = excluded.reason,
    party_key = excluded.party_key, decision = excluded.decision, applied_at = now()
), put_facts as (
  insert into facts (team_id, connection_id, object_id, aspect, at, rank, event_id, site_id, livemode, value)
  select "teamId", "connectionId", "objectId", aspect, at, rank, "eventId", "siteId", livemode, value
  from json_to_recordset($2::json) as f("teamId" uuid, "connectionId" uuid, "objectId" text, aspect text,
    at timestamptz, rank smallint, "eventId" text, "siteId" uuid, livemode boolean, value jsonb)
  on conflict do nothing
), put_ledger as (
  insert into ledger (team_id, connection_id, charge_id, site_id, livemode, party_key, currency, captured, refunded,
    withdrawn, reinstated, net, paid_at)
  select "teamId", "connectionId", "chargeId", "siteId", livemode, "partyKey", currency, captured, refunded, withdrawn,
    reinstated, net, "paidAt"
  from json_to_recordset($3::json) as l("teamId" uuid, "connectionId" uuid, "chargeId" text, "siteId" uuid,
    livemode boolean, "partyKey" text, currency text, captured bigint, refunded bigint, withdrawn bigint,
    reinstated bigint, net bigint, "paidAt" timestamptz)
  on conflict (team_id, connection_id, charge_id, livemode) do update set site_id = excluded.site_id,
    party_key = excluded.party_key, currency = excluded.currency, captured = excluded.captured,
    refunded = excluded.refunded, withdrawn = excluded.withdrawn, reinstated = excluded.reinstated, net = excluded.net,
    paid_at = excluded.paid_at
), put_subscriptions as (
  insert into subscriptions (team_id, connection_id, subscription_id, site_id, livemode, party_key, status, currency, mrr,
    plan, plan_interval, started_at)
  select "teamId", "connectionId", "subscriptionId", "siteId", livemode, "partyKey", status, currency, mrr, plan,
    "planInterval", "startedAt"
  from json_to_recordset($4::json) as s("teamId" uuid, "connectionId" uuid, "subscriptionId" text,
    "siteId" uuid, livemode boolean, "partyKey" text, status text, currency text, mrr bigint, plan text,
    "planInterval" text, "startedAt" timestamptz)
  on conflict (team_id, connection_id, subscription_id, livemode) do update set site_id = excluded.site_id,
    party_key = excluded.party_key, status = excluded.status, currency = excluded.currency,
    mrr = excluded.mrr, plan = excluded.plan, plan_interval = excluded.plan_interval, started_at = excluded.started_at
), put_subscribers as (
  insert into subscribers (team_id, id, site_id, livemode, email, email_key, merged_into)
  select "teamId", id, "siteId", livemode, email, "emailKey", "mergedInto"
  from rows from (json_to_recordset($5::json) as ("teamId" uuid, id uuid, "siteId" uuid, livemode boolean,
    email text, "emailKey" text, "mergedInto" uuid)) with ordinality as p("teamId", id, "siteId", livemode, email,
    "emailKey", "mergedInto", nth)
  order by nth
  on conflict (team_id, id) do update set email = excluded.email, email_key = excluded.email_key,
    merged_into = excluded.merged_into, updated_at = now()
), put_parties as (
  insert into parties (team_id, key, site_id, livemode, subscriber_id, email, email_at, name, name_at, user_group,
    user_group_at, first_seen_at, deleted_at, on_delete)
  select "teamId", key, "siteId", livemode, "subscriberId", email, "emailAt", name, "nameAt", "userGroup",
    "userGroupAt", "firstSeenAt", "deletedAt", "onDelete"
  from json_to_recordset($6::json) as p("teamId" uuid, key text, "siteId" uuid, livemode boolean,
    "subscriberId" uuid, email text, "emailAt" timestamptz, name text, "nameAt" timestamptz, "userGroup" text,
    "userGroupAt" timestamptz, "firstSeenAt" timestamptz, "deletedAt" timestamptz, "onDelete" text)
  on conflict (team_id, key, site_id, livemode) do update set subscriber_id = excluded.subscriber_id,
    email = excluded.email, email_at = excluded.email_at, name = excluded.name, name_at = excluded.name_at,
    user_group = excluded.user_group, user_group_at = excluded.user_group_at, first_seen_at = excluded.first_seen_at,
    deleted_at = excluded.deleted_at, on_delete = excluded.on_delete
), released as (
  select distinct w.team_id, w.event_id
  from json_to_recordset($7::json) as a("teamId" uuid, key text)
  join waiting w on w.team_id = a."teamId" and w.key = a.key
), no_longer_waiting as (
  delete from waiting w using released r where w.team_id = r.team_id and w.event_id = r.event_id
), requeued as (
  insert into inbox_queue (team_id, priority, id, bytes, why)
  select r.team_id, 0, r.event_id, octet_length(i.raw), 'release'
  from released r join inbox i on i.team_id = r.team_id and i.id = r.event_id
  on conflict do nothing
), put_waiting as (
  insert into waiting (team_id, key, event_id)
  select "teamId", key, "eventId"
  from json_to_recordset($8::json) as w("teamId" uuid, key text, "eventId" uuid)
  on conflict do nothing
), closing as (
  select * from json_to_recordset($9::json) as c("teamId" uuid, "connectionId" uuid, at timestamptz)
), close_connections as (
  update connections n set state = 'disconnected', disconnected_at = c.at, disconnected_by = 'stripe', signing_secrets = null
  from closing c where n.team_id = c."teamId" and n.id = c."connectionId" and n.state <> 'disconnected'
), close_routes as (
  update routes r set state = 'closed' from closing c where r.team_id = c."teamId" and r.connection_id = c."connectionId"
)
select 1 as stored`
