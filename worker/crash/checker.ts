import pg from 'pg'
import type { Expected } from './model'

/** Where what is stored and what must be stored are not the same. */
export interface Difference {
  what: 'event' | 'charge' | 'subscription' | 'person' | 'delivery' | 'open work'
  kind: 'lost' | 'double' | 'wrong'
  key: string
  expected?: unknown
  found?: unknown
}

/**
 * Compares everything that is stored with the model, and what is to go out with what the receiver saw (calls by id); an empty
 * list = nothing lost, nothing twice, every figure exact.
 */
export async function differences(
  adminUrl: string,
  expected: Expected,
  came: ReadonlyMap<string, number>,
): Promise<Difference[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const rows = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows
    return [
      ...compare('event', expected.events, await rows<Stored>(eventsSql), ({ value }) => value),
      ...compare('charge', expected.ledger, await rows<Stored>(ledgerSql), ({ value }) => value),
      ...compare('subscription', expected.subscriptions, await rows<Stored>(subscriptionsSql), ({ value }) => value),
      ...compare('person', expected.people, await rows<Stored>(peopleSql), ({ value }) => value),
      ...deliveryDifferences(await rows<DeliveryRow>(deliveriesSql), came),
      ...(await rows<{ key: string; found: number }>(openSql))
        .filter(({ found }) => found > 0)
        .map((row) => ({ what: 'open work', kind: 'lost', ...row }) as const),
      ...(await rows<{ key: string; found: number }>(twiceSql)).map(
        (row) => ({ what: 'event', kind: 'double', ...row }) as const,
      ),
    ]
  } finally {
    await client.end()
  }
}

interface Stored {
  key: string
  value: unknown
}

interface DeliveryRow {
  key: string
  state: string | null
  message_id: string | null
}

/** Each event that goes out is delivered, its id came at least once, and no other id did. */
function deliveryDifferences(rows: readonly DeliveryRow[], came: ReadonlyMap<string, number>): Difference[] {
  const found: Difference[] = []
  const ids = new Set<string>()
  for (const { key, state, message_id: id } of rows) {
    if (id && ids.has(id)) found.push({ what: 'delivery', kind: 'double', key })
    if (id) ids.add(id)
    if (state === null || !id || !came.has(id)) found.push({ what: 'delivery', kind: 'lost', key, found: state })
    else if (state !== 'delivered') found.push({ what: 'delivery', kind: 'wrong', key, found: state })
  }
  for (const id of came.keys()) if (!ids.has(id)) found.push({ what: 'delivery', kind: 'double', key: id })
  return found
}

function compare<T>(
  what: Difference['what'],
  expected: ReadonlyMap<string, T>,
  stored: readonly Stored[],
  shown: (row: Stored) => unknown,
): Difference[] {
  const found: Difference[] = []
  const seen = new Set<string>()
  for (const row of stored) {
    const wanted = expected.get(row.key)
    if (wanted === undefined || seen.has(row.key)) found.push({ what, kind: 'double', key: row.key, found: shown(row) })
    else if (!isSame(wanted, shown(row)))
      found.push({ what, kind: 'wrong', key: row.key, expected: wanted, found: shown(row) })
    seen.add(row.key)
  }
  for (const [key, wanted] of expected) if (!seen.has(key)) found.push({ what, kind: 'lost', key, expected: wanted })
  return found
}

/** Field by field; what the model leaves undefined is not compared. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (wanted === undefined) return true
  if (typeof wanted !== 'object' || wanted === null) return wanted === found
  if (typeof found !== 'object' || found === null) return false
  const shown = new Map(Object.entries(found))
  const names = Object.keys(wanted)
  return (
    Object.entries(wanted).every(([name, value]) => isSame(value, shown.get(name))) &&
    [...shown.keys()].every((name) => names.includes(name))
  )
}

const eventsSql = `
select connection_id || ' ' || stripe_event_id as key, to_jsonb(status) as value from events where derived_from is null`

const ledgerSql = `
select connection_id || ' ' || charge_id as key, jsonb_build_object('currency', currency, 'captured', captured,
  'refunded', refunded, 'withdrawn', withdrawn, 'reinstated', reinstated, 'net', net, 'party', party_key) as value
from ledger`

const subscriptionsSql = `
select connection_id || ' ' || subscription_id as key, jsonb_build_object('status', status, 'currency', currency, 'mrr', mrr,
  'plan', plan, 'quantity', quantity, 'party', party_key) as value
from subscriptions`

/** Rows that were merged into others must hold nothing any more. */
const peopleSql = `
select s.site_id || ' ' || case when s.livemode then 'live' else 'test' end || ' ' || s.email_key as key,
  jsonb_build_object('parties', coalesce(p.keys, ''), 'name', s.name, 'currency', s.currency, 'ltv', s.lifetime_value_by_currency,
    'lifetimeValue', s.lifetime_value::text, 'mrr', s.mrr_by_currency, 'plan', s.plan, 'planInterval', s.plan_interval,
    'status', s.subscription_status, 'products', to_jsonb(s.product_ids), 'unsubscribed', s.unsubscribed_at is not null) as value
from subscribers s
left join lateral (
  select string_agg(y.key, ' ' order by y.key collate "C") as keys from parties y where y.team_id = s.team_id and y.subscriber_id = s.id
) p on true
where s.merged_into is null or p.keys is not null or s.lifetime_value_by_currency <> '{}' or s.mrr_by_currency <> '{}'`

/** Every event that is used, and may start something, goes to the destination of its site and mode. */
const deliveriesSql = `
select v.connection_id || ' ' || v.stripe_event_id as key, l.state, l.message_id
from events v
join destinations d on d.team_id = v.team_id and d.site_id = v.site_id and d.livemode = v.livemode
left join deliveries l on l.team_id = v.team_id and l.destination_id = d.id and l.event_id = v.id
where v.status = 'processed' and v.decision is not null and v.decision->>'no_flows' is null`

const openSql = `
select 'entries in the queue' as key, count(*)::int as found from inbox_queue
union all select 'deliveries in the queue', count(*)::int from delivery_queue
union all select 'events that wait', count(*)::int from waiting
union all select 'webhooks nobody adopted', count(*)::int from unrouted
union all select 'jobs' || coalesce(': ' || string_agg(j.task_identifier || ' after ' || j.attempts || ' of ' || j.max_attempts
  || coalesce(', locked by ' || j.locked_by, '') || coalesce(', ' || j.last_error, ''), '; '), ''), count(*)::int from graphile_worker.jobs j`

const twiceSql = `
select 'received twice: ' || connection_id || ' ' || stripe_event_id as key, count(*)::int as found
from inbox group by connection_id, stripe_event_id having count(*) > 1
union all
select 'derived twice: ' || derived_from || ' ' || type, count(*)::int
from events where derived_from is not null group by derived_from, type having count(*) > 1`
