import type pg from 'pg'

export const accountCount = 100
const teamCount = 20

export const accountNamed = (n: number) => `acct_bench${String(n).padStart(3, '0')}`

/** A hundred connected accounts, five a team, each team with one site. */
export async function makeWorld(client: pg.Client) {
  await client.query(`
    with team as (
      insert into teams (id, name) select uuidv7(), 'Team ' || n from generate_series(0, ${teamCount - 1}) n returning id, name
    ), site as (
      insert into sites (team_id, id, name) select id, uuidv7(), name from team returning team_id, id, name
    ), connection as (
      insert into connections (team_id, id, site_id, stripe_account, livemode, kind, name, state, connected_at)
      select s.team_id, uuidv7(), s.id, 'acct_bench' || lpad(n::text, 3, '0'), true, 'oauth', 'Account ' || n, 'connected',
        now() - interval '1 year'
      from generate_series(0, ${accountCount - 1}) n join site s on s.name = 'Team ' || n % ${teamCount}
      returning team_id, id, site_id, stripe_account, connected_at
    )
    insert into routes (stripe_account, livemode, team_id, connection_id, site_id, state, connected_at)
    select stripe_account, true, team_id, id, site_id, 'open', connected_at from connection`)
}
