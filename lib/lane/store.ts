import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'
import { invoicePayments, invoices, ledger, products, subscriptions } from '@/db/schema/money'
import { parties, subscribers } from '@/db/schema/subscribers'
import type { LaneClient } from './client'
import type { Next } from './fold'
import { Inputs } from './inputs'
import { upsert } from './upsert'

/** Round trip 4: everything but the sums, in one statement of plain upserts. Values are computed, never `x = x + y`. */
export async function store(client: LaneClient, { people, money, ...next }: Next) {
  await client.query({
    name: 'store',
    text: storeSql,
    values: inputs.values({
      events: next.events,
      facts: next.facts,
      forgotten: next.forgotten,
      ledger: money.ledger,
      subscriptions: money.subscriptions,
      invoices: money.invoices,
      invoicePayments: money.invoicePayments,
      products: money.products,
      subscribers: people.subscribers,
      parties: people.parties,
      answered: next.answered,
      waiting: next.waiting,
      handedOn: next.handedOn,
      closed: next.closed,
    }),
  })
}

type Input =
  | 'events'
  | 'facts'
  | 'forgotten'
  | 'ledger'
  | 'subscriptions'
  | 'invoices'
  | 'invoicePayments'
  | 'products'
  | 'subscribers'
  | 'parties'
  | 'answered'
  | 'waiting'
  | 'handedOn'
  | 'closed'

const inputs = new Inputs<Input>()

/**
 * Subscribers are written in the order they were settled, so an address is free before the next one takes it.
 * Nothing here can meet another writer: the team's lock is held.
 */
const storeSql = `
with put_events as (${upsert(inputs, 'events', events, { without: ['appliedAt'], also: 'applied_at = now()' })}
), put_facts as (${upsert(inputs, 'facts', facts, { where: 'facts.value is distinct from excluded.value' })}
), forget_facts as (
  delete from facts f
  using ${inputs.rows('forgotten', {
    teamId: 'uuid',
    connectionId: 'uuid',
    objectId: 'text',
    livemode: 'boolean',
    aspect: 'text',
    at: 'timestamp with time zone',
    rank: 'smallint',
    eventId: 'text',
  })} as o("teamId", "connectionId", "objectId", livemode, aspect, at, rank, "eventId")
  where f.team_id = o."teamId" and f.connection_id = o."connectionId" and f.object_id = o."objectId"
    and f.livemode = o.livemode and f.aspect = o.aspect and f.at = o.at and f.rank = o.rank and f.event_id = o."eventId"
), put_ledger as (${upsert(inputs, 'ledger', ledger)}
), put_subscriptions as (${upsert(inputs, 'subscriptions', subscriptions)}
), put_invoices as (${upsert(inputs, 'invoices', invoices)}
), put_invoice_payments as (${upsert(inputs, 'invoicePayments', invoicePayments)}
), put_products as (${upsert(inputs, 'products', products)}
), put_subscribers as (${upsert(inputs, 'subscribers', subscribers, {
  only: ['teamId', 'id', 'siteId', 'livemode', 'email', 'emailKey', 'mergedInto'],
  also: 'updated_at = now()',
})}
), put_parties as (${upsert(inputs, 'parties', parties)}
), released as (
  select distinct w.team_id, w.event_id
  from ${inputs.rows('answered', { teamId: 'uuid', key: 'text' })} as a("teamId", key)
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
  from ${inputs.rows('waiting', { teamId: 'uuid', key: 'text', eventId: 'uuid' })} as w("teamId", key, "eventId")
  on conflict do nothing
), hand_on as (
  -- An event that names somebody itself stays theirs.
  update events v set party_key = h."to"
  from ${inputs.rows('handedOn', {
    teamId: 'uuid',
    connectionId: 'uuid',
    livemode: 'boolean',
    eventId: 'text',
    from: 'text',
    to: 'text',
  })} as h("teamId", "connectionId", livemode, "eventId", "from", "to")
  where v.team_id = h."teamId" and v.connection_id = h."connectionId" and v.stripe_event_id = h."eventId"
    and v.livemode = h.livemode and v.party_key = h."from"
    and v.body->'subscriber'->>'customer_id' is null and v.body->'subscriber'->>'email' is null
), closing as (
  select * from ${inputs.rows('closed', { teamId: 'uuid', connectionId: 'uuid', at: 'timestamp with time zone' })} as c("teamId", "connectionId", at)
), close_connections as (
  update connections n set state = 'disconnected', disconnected_at = c.at, disconnected_by = 'stripe', signing_secrets = null
  from closing c where n.team_id = c."teamId" and n.id = c."connectionId" and n.state <> 'disconnected'
  returning n.team_id, n.id
), close_routes as (
  -- Whoever disconnected one before closed its route too; a connection's row is locked before its route's (lib/deliveries/locks.ts).
  update routes r set state = 'closed' from close_connections c where r.team_id = c.team_id and r.connection_id = c.id
)
select 1 as stored`
