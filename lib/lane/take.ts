import type { TeamId } from '@/db/schema/columns'
import { laneKey } from '@/lib/tenancy/lane-key'
import type { LaneClient } from './client'
import type { Entry } from './entry'
import type { Trial } from './trial'

/** A batch is at most this many entries and this many raw bytes: results stay small, so no worker is caught while being sent to. */
export const batch = { entries: 128, bytes: 1024 * 1024, teams: 32 }

export interface Taken {
  teams: TeamId[]
  entries: Entry[]
  /** When the batch began, by the database's clock in ms: every worker's own is a little off, and waits are counted from these times. */
  now: number
}

/**
 * Round trips 1 and 2. Locks whichever of the teams are free, then reads their open entries: two statements, in this
 * order. One statement doing both would read a snapshot older than the lock and apply entries a second time.
 */
export async function take(
  client: LaneClient,
  candidates: readonly TeamId[],
  perTeam: number,
  trial: Trial | null = null,
): Promise<Taken> {
  const { teams, now } = await lock(client, candidates)
  if (teams.length === 0) return { teams, entries: [], now }
  const values = [teams, perTeam, batch.bytes]
  const { rows } = await client.query<TakenRow>(
    trial === 'alone'
      ? { name: 'take-alone', text: takeSql('not null'), values }
      : { name: 'take', text: unsuspected, values },
  )
  return { teams, entries: rows.map(toEntry), now }
}

async function lock(client: LaneClient, candidates: readonly TeamId[]): Promise<Pick<Taken, 'teams' | 'now'>> {
  const keys = candidates.map((team) => laneKey(team)).join(',')
  const results = await client.script<{ at: string; now: number }>(`begin;
    set local role sluice_tenant;
    set local idle_in_transaction_session_timeout = '2s';
    set local statement_timeout = '10s';
    set local lock_timeout = '2s';
    ${byIndexOnly}
    ${smallMemory}
    set local sluice.team_ids = '{${candidates.join(',')}}';
    select lane.at, floor(extract(epoch from now()) * 1000)::float8 as now from unnest(array[${keys}]::bigint[]) with ordinality as lane(key, at)
    where pg_try_advisory_xact_lock(lane.key)`)
  const teams = results.flatMap(({ at }) => candidates[Number(at) - 1] ?? [])
  return { teams, now: results[0]?.now ?? 0 }
}

/**
 * Every row the lane touches is found by a key it already knows, so the plan is always the same: nested loops over indexes.
 * Left to choose, the planner reads whole tables until statistics catch up (a young database took 40 × longer to load a
 * batch), and the choice would be frozen in the prepared statement. So it is planned once and never for the values at hand.
 */
const byIndexOnly =
  'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_bitmapscan = off; set local enable_material = off; set local jit = off; set local plan_cache_mode = force_generic_plan;'

/**
 * PostgreSQL makes each hash table of a query as large as it guesses it may become, up to this, and the guesses about a young
 * table are wild: with the usual 4 MB a dozen of them took 150 ms to lay out for a batch of one event. What a batch holds is small.
 */
const smallMemory = `set local work_mem = '512kB'; set local hash_mem_multiplier = 1;`

/** Of those a dying process had at hand (not null), or of all the others (null): a suspect is never among others. */
const takeSql = (crashes: 'null' | 'not null') => `
  select * from (
    select q.team_id, q.id, q.priority, q.crashes, q.why, i.connection_id, i.stripe_event_id, i.site_id, i.kind, i.livemode,
           i.created, i.received_at, i.raw, row_number() over w as nth, sum(q.bytes) over w as bytes_so_far
    from unnest($1::uuid[]) as lane(team_id)
    cross join lateral (
      select o.*, row_number() over (order by o.priority, o.id) as in_team from inbox_queue o
      where o.team_id = lane.team_id and o.crashes is ${crashes}
        and (o.not_before is null or o.not_before <= now())
      order by o.priority, o.id limit $2
    ) q
    cross join lateral (
      select coalesce(q.created, (select x.created from inbox x where x.team_id = q.team_id and x.id = q.id)) as created
    ) at
    join inbox i on i.team_id = q.team_id and i.id = q.id and i.created = at.created
    -- Turn by turn, so that one team's large bodies never use up the bytes before the others' first entries.
    window w as (order by q.in_team, q.id)
  ) open
  where nth = 1 or bytes_so_far <= $3
  order by nth`

const unsuspected = takeSql('null')

interface TakenRow {
  team_id: TeamId
  id: string
  priority: number
  crashes: number | null
  why: Entry['why']
  connection_id: string
  stripe_event_id: string
  site_id: Entry['siteId']
  kind: Entry['kind']
  livemode: boolean
  created: Date
  received_at: Date
  raw: Buffer
}

const toEntry = (row: TakenRow): Entry => ({
  teamId: row.team_id,
  id: row.id,
  priority: row.priority,
  crashes: row.crashes,
  why: row.why,
  connectionId: row.connection_id,
  stripeEventId: row.stripe_event_id,
  siteId: row.site_id,
  kind: row.kind,
  livemode: row.livemode,
  created: row.created,
  receivedAt: row.received_at,
  raw: row.raw,
})
