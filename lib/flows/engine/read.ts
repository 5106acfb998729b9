import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { FlowState } from '@/db/schema/flows'
import { subscriberJson } from '@/lib/subscribers/json'
import { withCustomers } from '@/lib/subscribers/queries'
import { currentSubscribers, partiesOf } from '@/lib/subscribers/read-people'
import type { FlowEvent } from '../flow-event'
import { byIndex } from './by-index'
import { cameSince } from './came'
import { type Claimed, claimedRows } from './claim'
import type { Standing } from './standing'
import { definitionsOf } from './versions'

/** Where runs stand now; null for one that is no longer the claimer's. */
export function readStandings(teamId: TeamId, claims: readonly Claimed[]): Promise<(Standing | null)[]> {
  return byIndex(teamId, async (tx) => {
    const rows = await rowsOf(tx, teamId, claims)
    const definitions = await definitionsOf(tx, teamId, rows)
    const people = await peopleOf(tx, teamId, rows)
    const places = rows.map((row) => ({
      row,
      definition: definitions.of(row),
      keys: people.keysOf(row.subscriber_id, row.party_key),
    }))
    const came = await cameSince(tx, teamId, places)
    const standings = new Map(
      places.map(({ row, definition, keys }) => [
        row.run_id,
        {
          ...standingOf(row),
          definition,
          partyKeys: keys,
          subscriber: people.of(row.subscriber_id),
          came: came.get(row.run_id) ?? [],
        },
      ]),
    )
    return claims.map((claimed) => {
      const standing = standings.get(claimed.runId)
      return standing ? { ...standing, claimed } : null
    })
  })
}

export interface RunRow extends Record<string, unknown> {
  run_id: string
  flow_id: string
  version_no: number
  site_id: SiteId
  livemode: boolean
  connection_id: string
  party_key: string
  event: FlowEvent
  occasion: string | null
  depth: number
  step_id: string | null
  has_entered: boolean
  created_at: string
  flow_state: FlowState
  is_removed: boolean
  is_cut_off: boolean
  site_name: string | null
  subscriber_id: string | null
  waits: { ended_at: string; by: string | null }[] | null
  now: string
}

async function rowsOf(tx: Tx, teamId: TeamId, claims: readonly Claimed[]): Promise<RunRow[]> {
  const { rows } = await tx.execute<RunRow>(sql`
    select r.id as run_id, r.flow_id, r.version_no, r.site_id, r.livemode, r.connection_id, r.party_key, r.event, r.occasion,
      r.depth, r.step_id, r.entered_at is not null as has_entered, r.created_at, f.state as flow_state,
      f.deleted_at is not null as is_removed, coalesce(n.state = 'disconnected', true) as is_cut_off, s.name as site_name, p.subscriber_id, clock_timestamp() as now,
      (select json_agg(json_build_object('ended_at', t.at, 'by', t.detail->>'event_id')) from flow_steps t
        where t.team_id = r.team_id and t.run_id = r.id and t.kind = 'wait' and t.outcome = 'done') as waits
    from ${claimedRows(claims)}
    join flow_queue q on q.team_id = ${teamId} and q.flow_id = c.flow_id and q.run_id = c.run_id and q.claim_id = c.claim_id
    join flow_runs r on r.team_id = ${teamId} and r.id = c.run_id
    join flows f on f.team_id = ${teamId} and f.id = r.flow_id
    left join connections n on n.team_id = ${teamId} and n.id = r.connection_id
    left join sites s on s.team_id = ${teamId} and s.id = r.site_id
    left join parties p on p.team_id = ${teamId} and p.key = r.party_key and p.site_id = r.site_id and p.livemode = r.livemode`)
  return rows
}

function standingOf(row: RunRow): Omit<Standing, 'claimed' | 'definition' | 'partyKeys' | 'subscriber' | 'came'> {
  const waits = row.waits ?? []
  const ends = waits.map(({ ended_at }) => Date.parse(ended_at))
  return {
    siteId: row.site_id,
    livemode: row.livemode,
    connectionId: row.connection_id,
    partyKey: row.party_key,
    event: row.event,
    occasion: row.occasion,
    depth: row.depth,
    stepId: row.step_id,
    hasEntered: row.has_entered,
    createdAt: new Date(row.created_at),
    flow: row.is_removed ? 'removed' : row.flow_state === 'live' ? 'live' : 'paused',
    isCutOff: row.is_cut_off,
    siteName: row.site_name ?? '',
    waited: {
      endedAt: ends.length > 0 ? new Date(Math.max(...ends)) : null,
      endedBy: waits.flatMap(({ by }) => by ?? []),
    },
    now: new Date(row.now),
  }
}

/** The persons as they are now: a merged one is whoever took them over, a deleted one is nobody. */
async function peopleOf(tx: Tx, teamId: TeamId, rows: readonly RunRow[]) {
  const ids = [...new Set(rows.flatMap(({ subscriber_id }) => subscriber_id ?? []))]
  if (ids.length === 0) return { of: () => null, keysOf: (_: string | null, key: string) => [key] }
  const current = await currentSubscribers(tx, teamId, ids)
  const records = [...new Map([...current.values()].map((record) => [record.id, record])).values()]
  const parties = await partiesOf(
    tx,
    teamId,
    records.map(({ id }) => id),
  )
  const people = new Map((await withCustomers(tx, teamId, records)).map((row) => [row.id, subscriberJson(row)]))
  const idOf = (id: string | null) => (id === null ? undefined : current.get(id)?.id)
  return {
    of: (id: string | null) => people.get(idOf(id) ?? '') ?? null,
    keysOf: (id: string | null, own: string) => {
      const now = idOf(id)
      return [...new Set([own, ...parties.filter((party) => party.subscriberId === now).map(({ key }) => key)])]
    },
  }
}
