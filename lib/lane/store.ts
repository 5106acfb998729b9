import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'
import { invoicePayments, invoices, ledger, products, subscriptions } from '@/db/schema/money'
import { parties, subscribers } from '@/db/schema/subscribers'
import type { LaneClient } from './client'
import type { Next } from './fold'
import { upsert } from './upsert'

/** Round trip 4: everything but the sums, in one statement of plain upserts. Values are computed, never `x = x + y`. */
export async function store(client: LaneClient, next: Next) {
  const { people, money } = next
  // One parameter a table, in the order of the statement: with all in one document each insert would parse the whole again.
  const tables = [
    next.events,
    next.facts,
    next.forgotten,
    money.ledger,
    money.subscriptions,
    people.subscribers,
    people.parties,
    next.answered,
    next.waiting,
    next.closed,
    money.invoices,
    money.invoicePayments,
    money.products,
    next.handedOn,
  ]
  const values = tables.map((rows) => JSON.stringify(rows, bigintAsText))
  await client.query({ name: 'store', text: storeSql, values })
}

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

/**
 * Subscribers are written in the order they were settled, so an address is free before the next one takes it.
 * Nothing here can meet another writer: the team's lock is held.
 */
const storeSql = `
with put_events as (${upsert(events, 1, { without: ['appliedAt'], also: 'applied_at = now()' })}
), put_facts as (${upsert(facts, 2, { where: 'facts.value is distinct from excluded.value' })}
), forget_facts as (
  delete from facts f
  using json_to_recordset($3::json) as o("teamId" uuid, "connectionId" uuid, "objectId" text, livemode boolean, aspect text,
    at timestamptz, rank smallint, "eventId" text)
  where f.team_id = o."teamId" and f.connection_id = o."connectionId" and f.object_id = o."objectId"
    and f.livemode = o.livemode and f.aspect = o.aspect and f.at = o.at and f.rank = o.rank and f.event_id = o."eventId"
), put_ledger as (${upsert(ledger, 4)}
), put_subscriptions as (${upsert(subscriptions, 5)}
), put_invoices as (${upsert(invoices, 11)}
), put_invoice_payments as (${upsert(invoicePayments, 12)}
), put_products as (${upsert(products, 13)}
), put_subscribers as (${upsert(subscribers, 6, {
  only: ['teamId', 'id', 'siteId', 'livemode', 'email', 'emailKey', 'mergedInto'],
  also: 'updated_at = now()',
})}
), put_parties as (${upsert(parties, 7)}
), released as (
  select distinct w.team_id, w.event_id
  from json_to_recordset($8::json) as a("teamId" uuid, key text)
  join waiting w on w.team_id = a."teamId" and w.key = a.key
), no_longer_waiting as (
  delete from waiting w using released r where w.team_id = r.team_id and w.event_id = r.event_id
), requeued as (
  insert into inbox_queue (team_id, priority, id, bytes, created, why)
  select r.team_id, 0, r.event_id, octet_length(i.raw), i.created, 'release'
  from released r join inbox i on i.team_id = r.team_id and i.id = r.event_id
  on conflict do nothing
), put_waiting as (
  insert into waiting (team_id, key, event_id)
  select "teamId", key, "eventId"
  from json_to_recordset($9::json) as w("teamId" uuid, key text, "eventId" uuid)
  on conflict do nothing
), hand_on as (
  -- An event that names somebody itself stays theirs.
  update events v set party_key = h."to"
  from json_to_recordset($14::json) as h("teamId" uuid, "connectionId" uuid, livemode boolean, "eventId" text, "from" text, "to" text)
  where v.team_id = h."teamId" and v.connection_id = h."connectionId" and v.stripe_event_id = h."eventId"
    and v.livemode = h.livemode and v.party_key = h."from"
    and v.body->'subscriber'->>'customer_id' is null and v.body->'subscriber'->>'email' is null
), closing as (
  select * from json_to_recordset($10::json) as c("teamId" uuid, "connectionId" uuid, at timestamptz)
), close_connections as (
  update connections n set state = 'disconnected', disconnected_at = c.at, disconnected_by = 'stripe', signing_secrets = null
  from closing c where n.team_id = c."teamId" and n.id = c."connectionId" and n.state <> 'disconnected'
), close_routes as (
  update routes r set state = 'closed' from closing c where r.team_id = c."teamId" and r.connection_id = c."connectionId"
)
select 1 as stored`
