import pg from 'pg'

const tables = [
  'inbox',
  'inbox_queue',
  'unrouted',
  'events',
  'facts',
  'ledger',
  'subscriptions',
  'parties',
  'subscribers',
]

/** Triggers that make a share of all writes fail, with whatever a busy or full server says; calm until raised. */
export async function prepareStorm(adminUrl: string) {
  await ask(
    adminUrl,
    `create schema nemesis;
     create table nemesis.weather (share float8 not null);
     insert into nemesis.weather values (0);
     create function nemesis.strike() returns trigger language plpgsql security definer as $$
     begin
       if random() < (select share from nemesis.weather) then
         raise exception 'struck by the nemesis' using errcode = (array['40001', '40P01', '53100'])[1 + floor(random() * 3)::int];
       end if;
       return null;
     end $$;
     grant usage on schema nemesis to public;
     ${tables
       .map(
         (table) => `create trigger nemesis after insert or update or delete on ${table}
           for each statement execute function nemesis.strike();`,
       )
       .join('\n')}`,
  )
}

/** Which share of all writes fails from now on, 0 to 1. */
export const storm = (adminUrl: string, share: number) =>
  ask(adminUrl, `update nemesis.weather set share = ${Number(share)}`)

/** Ends about half of all connections. */
export const dropConnections = (adminUrl: string) =>
  ask(
    adminUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sluice%' and random() < 0.5`,
  )

async function ask(adminUrl: string, text: string) {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}
