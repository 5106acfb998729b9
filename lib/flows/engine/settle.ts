import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { onceMore } from '@/lib/deliveries/locks'
import type { Reason } from '@/lib/reasons'
import { plainLine } from '@/lib/text/hidden'
import { byIndex } from './by-index'
import { claimedRows, leaseMs } from './claim'
import { counted } from './counted'
import type { Line, Next, TrailEntry } from './line'
import { lateMs } from './wait'

/**
 * Writes down what runs did and how they go on, one answer a line: whether the run is still the claimer's, to go on with. Rows of the
 * queue are locked first, in one order, and written in a second statement, as in the lane. Whoever lost the answer asks again: what was
 * written then is left as it is, and answered the same; cancelled since, the run ends where it came to, and does no step more.
 */
export const settle = (teamId: TeamId, lines: readonly Line[]): Promise<boolean[]> =>
  onceMore(() => byIndex(teamId, (tx) => settleIn(tx, teamId, lines)))

export async function settleIn(tx: Tx, teamId: TeamId, lines: readonly Line[]): Promise<boolean[]> {
  const own = await ownRows(tx, teamId, lines)
  const mine = lines.flatMap((line) => {
    const row = own.get(line.claimed.runId)
    return row ? [unlessCancelled(line, row.ends_by)] : []
  })
  if (mine.length > 0) await write(tx, teamId, mine)
  counted(mine)
  const goesOn = new Set(mine.flatMap(({ next, claimed }) => (next.is === 'on' ? [claimed.runId] : [])))
  return lines.map(({ claimed }) => goesOn.has(claimed.runId))
}

/** Cancelled while its step was done: it ends with that, unless it has ended by itself. */
const unlessCancelled = (line: Line, endsBy: Reason | null): OwnLine =>
  endsBy !== null && line.next.is !== 'ended'
    ? { ...line, next: { is: 'ended', state: 'cancelled', reason: endsBy }, isCancelled: true }
    : line

type OwnLine = Line & { isCancelled?: boolean }

async function ownRows(tx: Tx, teamId: TeamId, lines: readonly Line[]) {
  const { rows } = await tx.execute<{ run_id: string; ends_by: Reason | null }>(sql`
    select q.run_id, q.ends_by from ${claimedRows(lines.map(({ claimed }) => claimed))}
    join flow_queue q on q.team_id = ${teamId} and q.flow_id = c.flow_id and q.run_id = c.run_id and q.claim_id = c.claim_id
    order by q.flow_id, q.run_id for update of q`)
  return new Map(rows.map((row) => [row.run_id, row]))
}

async function write(tx: Tx, teamId: TeamId, lines: readonly OwnLine[]) {
  await tx.execute(sql`
    with line as materialized (
      select l.*, r.step_id is distinct from l.at_step_id as is_known
      from jsonb_to_recordset(${JSON.stringify(lines.map(rowOf))}::jsonb) as l(
        flow_id uuid, run_id uuid, at_step_id text, is_cancelled boolean, enters boolean, depth smallint, state text, reason text, says text,
        moves boolean, step_id text, keeps boolean, again boolean, back boolean, due_at timestamptz, listens jsonb, waits_since timestamptz,
        waits_until timestamptz, looks_again boolean, trail jsonb)
      -- A claim that is kept is the same before and after; where the run stands is not, since no way leads back to a step. What is known
      -- already is not written again, but a run that was cancelled since ends.
      join flow_runs r on r.team_id = ${teamId} and r.id = l.run_id
        and (r.step_id is not distinct from l.at_step_id or l.is_cancelled)
    ), trail as (
      insert into flow_steps (team_id, run_id, no, step_id, kind, at, duration_ms, outcome, reason, says, asked_by, detail, next_at)
      select ${teamId}, l.run_id,
        coalesce((select max(s.no) from flow_steps s where s.team_id = ${teamId} and s.run_id = l.run_id), 0) + t.nth,
        t.step_id, t.kind, t.at, t.duration_ms, t.outcome, t.reason, t.says, t.asked_by, t.detail, t.next_at
      from line l cross join lateral rows from (jsonb_to_recordset(l.trail) as (
        step_id text, kind text, at timestamptz, duration_ms integer, outcome text, reason text, says text, asked_by text, detail jsonb,
        next_at timestamptz)) with ordinality
        as t(step_id, kind, at, duration_ms, outcome, reason, says, asked_by, detail, next_at, nth)
      where not l.is_known
    ), ended as (
      delete from flow_queue q using line l
      where q.team_id = ${teamId} and q.flow_id = l.flow_id and q.run_id = l.run_id and l.state <> 'open'
    ), goes_on as (
      update flow_queue q set
        claim_id = case when l.keeps then q.claim_id end,
        due_at = case when l.keeps then now() + ${leaseMs} * interval '1 millisecond' when q.woken then now()
          when l.looks_again then least(l.waits_until, ${written} + ${lateMs} * interval '1 millisecond')
          else coalesce(l.waits_until, l.due_at, now()) end,
        woken = q.woken and l.keeps,
        attempt_no = case when l.back then q.attempt_no - 1 when l.again then q.attempt_no when l.keeps then 1 else 0 end,
        asked_by = case when l.back then q.asked_by end,
        listens = case when l.back then q.listens else array(select jsonb_array_elements_text(l.listens)) end,
        waits_since = case when l.back then q.waits_since when l.waits_until is not null then coalesce(l.waits_since, ${written}) end,
        waits_until = case when l.back then q.waits_until else l.waits_until end
      from line l
      where q.team_id = ${teamId} and q.flow_id = l.flow_id and q.run_id = l.run_id and l.state = 'open'
    )
    update flow_runs r set
      state = l.state, reason = l.reason, says = l.says,
      step_id = case when l.moves then l.step_id else r.step_id end,
      entered_at = case when l.enters and not l.is_known then now() else r.entered_at end,
      depth = coalesce(l.depth, r.depth),
      ended_at = case when l.state <> 'open' then now() end
    from line l where r.team_id = ${teamId} and r.id = l.run_id`)
}

/** As exact as times are in code, so that what goes through it stays the same. */
const written = sql`date_trunc('milliseconds', statement_timestamp())`

/** A line as the statement above reads it; what is left out is NULL there. */
function rowOf({ claimed, at, isCancelled = false, trail, next, enters = false, depth }: OwnLine) {
  return {
    flow_id: claimed.flowId,
    run_id: claimed.runId,
    at_step_id: at,
    is_cancelled: isCancelled,
    enters,
    depth,
    state: 'open',
    moves: true,
    keeps: false,
    again: false,
    back: false,
    listens: [],
    trail: trail.map(trailRow),
    ...rowOfNext(next),
  }
}

function rowOfNext(next: Next) {
  switch (next.is) {
    case 'on':
      return { step_id: next.stepId, keeps: true }
    case 'waits': {
      const { since, until, looksAgain, listens } = next.waiting
      return { step_id: next.stepId, listens, waits_since: since, waits_until: until, looks_again: looksAgain }
    }
    case 'again':
      return { moves: false, again: true, due_at: next.at }
    case 'still':
      return { step_id: next.stepId }
    case 'back':
      return { moves: false, back: true }
    case 'ended':
      // Where it left or failed is kept: that is what a person asks about.
      return { state: next.state, reason: next.reason, says: next.says, moves: next.state === 'done' }
  }
}

const trailRow = (entry: TrailEntry) => ({
  step_id: entry.stepId,
  kind: entry.kind,
  at: entry.at,
  duration_ms: Math.round(entry.durationMs),
  outcome: entry.outcome,
  reason: entry.reason,
  says: entry.says === undefined ? undefined : plainLine(entry.says).slice(0, 500),
  asked_by: entry.askedBy,
  detail: entry.detail,
  next_at: entry.nextAt,
})
