import { sql } from 'drizzle-orm'
import { newId, type TeamId } from '@/db/schema/columns'
import type { Place } from '@/lib/leases/lease-loop'
import { byIndex } from './by-index'

/** How long a claim holds without a sign of life. */
export const leaseMs = 10_000

/** Runs of one flow claimed at once: few enough that other processes find some too. */
const mostAtOnce = 64

/** A run somebody works on; `claimId` is the fence: who was frozen, and had its claim taken, writes nothing (PR-07). */
export interface Claimed {
  teamId: TeamId
  flowId: string
  runId: string
  claimId: string
  /** Of the step it is at, from 1. */
  attemptNo: number
  askedBy: string | null
  /** Whoever worked on it before is gone without a word: its step may have been done. */
  isOrphan: boolean
  waitsSince: Date | null
  waitsUntil: Date | null
}

/** Takes what is due of a flow. The rows stay where they are, due again when the lease ends; nothing is locked meanwhile. */
export function claimRuns({ teamId, id: flowId }: Place, room: number): Promise<Claimed[]> {
  const claimId = newId()
  return byIndex(teamId, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      with due as materialized (
        select q.run_id, q.claim_id is not null as is_orphan from flow_queue q
        where q.flow_id = ${flowId} and q.team_id = ${teamId} and q.due_at <= now() and q.ends_by is null
          and exists (select 1 from flows f where f.team_id = ${teamId} and f.id = ${flowId} and f.state = 'live')
        order by q.due_at, q.run_id limit ${Math.min(room, mostAtOnce)} for update of q skip locked
      )
      update flow_queue q set due_at = now() + ${leaseMs} * interval '1 millisecond', claim_id = ${claimId},
        attempt_no = least(q.attempt_no + 1, 1000), woken = false
      from due where q.team_id = ${teamId} and q.flow_id = ${flowId} and q.run_id = due.run_id
      returning q.run_id, q.attempt_no, q.asked_by, due.is_orphan, q.waits_since, q.waits_until`)
    return rows.map((row) => ({
      teamId,
      flowId,
      runId: row.run_id,
      claimId,
      attemptNo: row.attempt_no,
      askedBy: row.asked_by,
      isOrphan: row.is_orphan,
      waitsSince: row.waits_since ? new Date(row.waits_since) : null,
      waitsUntil: row.waits_until ? new Date(row.waits_until) : null,
    }))
  })
}

interface Row extends Record<string, unknown> {
  run_id: string
  attempt_no: number
  asked_by: string | null
  is_orphan: boolean
  waits_since: string | null
  waits_until: string | null
}

/** Makes claimed runs due again in so many ms: those that are still the claimer's. */
export async function pushRuns(claims: readonly Claimed[], ms: number): Promise<void> {
  await Promise.all(
    [...new Set(claims.map(({ teamId }) => teamId))].map((teamId) =>
      byIndex(teamId, (tx) =>
        tx.execute(sql`
          with mine as materialized (
            select q.flow_id, q.run_id from flow_queue q
            join ${claimedRows(claims.filter((one) => one.teamId === teamId))} on c.flow_id = q.flow_id and c.run_id = q.run_id and c.claim_id = q.claim_id
            where q.team_id = ${teamId} order by q.flow_id, q.run_id for update of q
          )
          update flow_queue q set due_at = now() + ${ms} * interval '1 millisecond'
          from mine m where q.team_id = ${teamId} and q.flow_id = m.flow_id and q.run_id = m.run_id`),
      ),
    ),
  )
}

/** Claims as rows `c(flow_id, run_id, claim_id)`. */
export const claimedRows = (claims: readonly Claimed[]) =>
  sql`json_to_recordset(${JSON.stringify(
    claims.map(({ flowId, runId, claimId }) => ({ flow_id: flowId, run_id: runId, claim_id: claimId })),
  )}::json) as c(flow_id uuid, run_id uuid, claim_id uuid)`
