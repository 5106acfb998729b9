import type { Database } from '../cluster'

/** Bodies of old events live out of the way of every list; the newest this many are as they were normalized. */
const whole = 10_000
const eventsPerPerson = 10

/**
 * Fills the product's own tables with copies of what one real invoice and one real charge left there, for as many people,
 * accounts and events as asked for; a few accounts have most of them.
 */
export async function fill(database: Database, events: number) {
  const people = Math.max(1, Math.round(events / eventsPerPerson))
  await database.query(`
    create unlogged table bench_person as
    select k, r.team_id, r.connection_id, r.site_id, uuidv7(make_interval(secs => k - ${people})) as person,
      'cus:' || r.connection_id || ':cus_fill' || k as party, 'fill-' || k || '@example.com' as email
    from generate_series(1, ${people}) k
    cross join lateral (select floor(100 * power(random(), 2.5) + 0 * k)::int as n) account
    join routes r on r.stripe_account = 'acct_bench' || lpad(account.n::text, 3, '0')`)
  await database.query(`
    create unlogged table bench_event as
    select n, p.team_id, p.connection_id, p.site_id, p.party, 'evt_' || md5(n::text) as stripe_event,
      now() + (n - ${events}) * interval '0.1 s' as at, uuidv7((n - ${events}) * interval '0.1 s') as event
    from generate_series(1, ${events}) n join bench_person p on p.k = 1 + n % ${people}`)
  const [ofEvent, ofPerson] = ['bench_event', 'bench_person']
  const own = { team_id: 'g.team_id', connection_id: 'g.connection_id', site_id: 'g.site_id' }
  const when = { occurred_at: 'g.at', received_at: 'g.at', applied_at: 'g.at', outflow_at: 'g.at' }
  const body = `case when g.n > ${events - whole} then t.body else '{}' end`
  await copy(database, 'inbox', ofEvent, 'true', {
    ...own,
    id: 'g.event',
    stripe_event_id: 'g.stripe_event',
    created: 'g.at',
    received_at: 'g.at',
    raw: `'{}'`,
  })
  await copy(database, 'events', ofEvent, `type = 'charge.succeeded'`, {
    ...own,
    ...when,
    id: 'g.event',
    stripe_event_id: 'g.stripe_event',
    party_key: 'g.party',
    body,
  })
  await copy(database, 'ledger', ofEvent, 'true', { ...own, charge_id: `'ch_' || g.n`, party_key: 'g.party' })
  await copy(database, 'facts', ofEvent, `aspect = 'charge'`, {
    ...own,
    object_id: `'ch_' || g.n`,
    event_id: 'g.stripe_event',
    at: 'g.at',
  })
  await copy(database, 'parties', ofPerson, 'true', {
    team_id: 'g.team_id',
    site_id: 'g.site_id',
    key: 'g.party',
    subscriber_id: 'g.person',
    email: 'g.email',
  })
  await copy(database, 'subscribers', ofPerson, 'true', {
    team_id: 'g.team_id',
    site_id: 'g.site_id',
    id: 'g.person',
    email: 'g.email',
    email_key: 'g.email',
  })
  await database.query('drop table bench_event, bench_person')
  await database.query('vacuum (analyze)')
  await database.query('checkpoint')
}

/** A row like the one that is there for each row `g`, with some columns its own. Indexes are built afterwards, which is quicker. */
async function copy(database: Database, table: string, from: string, like: string, own: Record<string, string>) {
  const columns = await database.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  const names = columns.map(({ name }) => name)
  const values = names.map((name) => own[name] ?? `t.${name}`)
  const indexes = await database.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = $1::regclass and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  )
  for (const { name } of indexes) await database.query(`drop index ${name}`)
  await database.query(`
    with t as materialized (select * from ${table} where ${like} limit 1)
    insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from t cross join ${from} g`)
  for (const { definition } of indexes) await database.query(definition)
}
