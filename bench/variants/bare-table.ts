import type { Cluster, Database } from '../cluster'

/** The table of both bare receivers: the bytes, and what makes an event one event. */
export async function bareTable(cluster: Cluster, name: string): Promise<Database> {
  const database = await cluster.empty(name)
  await database.query(`
    create table webhooks (
      id bigint generated always as identity primary key,
      account text not null,
      event_id text not null,
      type text not null,
      created timestamptz not null,
      received_at timestamptz not null default now(),
      body bytea not null,
      unique (account, event_id)
    )`)
  await database.query('alter table webhooks owner to sluice')
  return database
}
