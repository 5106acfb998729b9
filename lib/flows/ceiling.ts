import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { byIndex } from './engine/by-index'
import type { Standing } from './engine/standing'

const minute = 60_000

/** Runs that led to one another this often go in circles (FL-07). */
export const deepest = 3

/**
 * A flow that lets in more than this begins where nobody ever wanted it to. Forty thousand subscribers who renew at midnight on the
 * first come over an hour or more, because Stripe bills them so; two thousand a minute is three times that.
 */
export const mostRuns = { count: 20_000, withinMs: 10 * minute }

/**
 * So often it lets in one person. A circle slower than the minute in which it is recognised by its traces (engine/depth.ts) turns up to
 * sixty times an hour; nobody pays, fails or changes their plan thirty times in one.
 */
export const mostOfPerson = { count: 30, withinMs: 60 * minute }

/** Circles that were stopped, of at least this depth: a flow that goes on making them is paused, so that somebody looks. */
export const mostStops = { count: 5, withinMs: 10 * minute }

/**
 * Flows of these runs that are over their ceiling. What was let in before somebody last published or resumed a flow does not count, nor
 * what had waited outside until then: whoever resumes a flow lets in who is there. A run is let in after it was made; that it was lately
 * is asked by itself, as the index that knows it is only chosen for a time the planner can guess.
 */
export async function ceilingOf(teamId: TeamId, standings: readonly Pick<Standing, 'claimed'>[]): Promise<Set<string>> {
  const flows = [...new Set(standings.map(({ claimed }) => claimed.flowId))]
  const { rows } = await byIndex(teamId, (tx) =>
    tx.execute<{ flow_id: string }>(sql`
      select f.id as flow_id from ${flowsOf(teamId, flows)} f
      where f.state = 'live' and exists (
        select 1 from flow_runs r
        where r.flow_id = f.id and r.team_id = ${teamId} and r.entered_at > ${ago(mostRuns.withinMs)}
          and r.created_at > greatest(f.since, ${ago(mostRuns.withinMs)})
        offset ${mostRuns.count - 1} limit 1
      )`),
  )
  return new Set(rows.map(({ flow_id }) => flow_id))
}

export interface Often {
  /** Whether the flow let this person in too often already: that run is skipped, and everybody else goes on. */
  isOver(standing: Entering): boolean
  /** It was let in, which counts for those of the same batch behind it. */
  count(standing: Entering): void
}

type Entering = Pick<Standing, 'claimed' | 'partyKey'>

/** How often the flows of these runs let their persons in lately. Runs that waited for longer do not count: many may be let in at once. */
export async function oftenOf(tx: Tx, teamId: TeamId, standings: readonly Entering[]): Promise<Often> {
  const entering = standings.map(({ claimed, partyKey }) => ({ flow_id: claimed.flowId, party_key: partyKey }))
  const { rows } = await tx.execute<{ flow_id: string; party_key: string; times: number }>(sql`
    select w.flow_id, w.party_key, (
      select count(*)::int from (
        select 1 from flow_runs r where r.party_key = w.party_key and r.team_id = ${teamId} and r.flow_id = w.flow_id
          and r.entered_at > ${ago(mostOfPerson.withinMs)} and r.created_at > ${ago(mostOfPerson.withinMs)}
        limit ${mostOfPerson.count}
      ) lately
    ) as times
    from (select distinct * from json_to_recordset(${JSON.stringify(entering)}::json) as e(flow_id uuid, party_key text)) w`)
  const keyOf = (flow: string, party: string | null) => `${flow} ${party}`
  const times = new Map(rows.map((row) => [keyOf(row.flow_id, row.party_key), row.times]))
  const of = ({ claimed, partyKey }: Entering) => times.get(keyOf(claimed.flowId, partyKey)) ?? 0
  return {
    isOver: (standing) => of(standing) >= mostOfPerson.count,
    count: (standing) => void times.set(keyOf(standing.claimed.flowId, standing.partyKey), of(standing) + 1),
  }
}

/** Of flows that just stopped a circle, those that stopped too many since somebody last published or resumed them. */
export async function stopsOf(teamId: TeamId, circles: ReadonlySet<string>): Promise<string[]> {
  if (circles.size === 0) return []
  const { rows } = await byIndex(teamId, (tx) =>
    tx.execute<{ flow_id: string }>(sql`
      select f.id as flow_id from ${flowsOf(teamId, [...circles])} f
      where exists (
        select 1 from flow_runs r
        where r.flow_id = f.id and r.team_id = ${teamId} and r.reason = 'flow_loop' and r.depth >= ${deepest}
          and r.ended_at > greatest(f.since, ${ago(mostStops.withinMs)})
        offset ${mostStops.count - 1} limit 1
      )`),
  )
  return rows.map(({ flow_id }) => flow_id)
}

/**
 * Flows, with when somebody last said that they should run as they are. A draft that is saved says nothing of the kind: whoever edits
 * a flow that goes in circles must not keep it going by that.
 */
const flowsOf = (teamId: TeamId, ids: readonly string[]) => sql`(
  select o.id, o.state, greatest(o.resumed_at, (
    select v.published_at from flow_versions v where v.team_id = o.team_id and v.flow_id = o.id order by v.no desc limit 1
  )) as since
  from flows o where o.team_id = ${teamId} and o.id = any(${`{${ids.join(',')}}`}::uuid[])
)`

const ago = (ms: number) => sql`now() - ${ms} * interval '1 millisecond'`
