import { desc, gte, like, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { inboxQueue } from '@/db/schema/inbox'
import { counters, workers } from '@/db/schema/operations'
import { withTeams } from '@/db/tenant'
import { madeAt } from '@/lib/counting'

/** A webhook of a Stripe account nobody has connected; without its body. */
export interface UnroutedRow {
  account: string
  livemode: boolean
  type: string
  stripeEventId: string
  receivedAt: Date
}

/** The newest unrouted webhooks of all accounts. They belong to no team, so no team's query can see them (RT-02). */
export async function newestUnrouted(limit: number): Promise<UnroutedRow[]> {
  const { rows } = await db.execute<{
    stripe_account: string
    livemode: boolean
    type: string
    stripe_event_id: string
    received_at: string
  }>(sql`select stripe_account, livemode, type, stripe_event_id, received_at from sluice_unrouted(${limit})`)
  return rows.map((row) => ({
    account: row.stripe_account,
    livemode: row.livemode,
    type: row.type,
    stripeEventId: row.stripe_event_id,
    receivedAt: new Date(row.received_at),
  }))
}

/** Somebody who tries out a URL by hand is wrong now and then; whose secret is wrong is so again and again. */
const failingAfter = 5

/** The ways in whose signatures fail: five that did not match within ten minutes (IN-02). */
export async function failingSignatures(now = new Date()): Promise<string[]> {
  const recent = await refusalsSince(new Date(now.getTime() - 10 * 60_000))
  return recent
    .filter(({ reason, count }) => reason === 'signature_mismatch' && count >= failingAfter)
    .map(({ door }) => door)
}

export interface Refusals {
  /** `platform`, or another way in. */
  door: string
  /** A key of lib/reasons.ts. */
  reason: string
  count: number
  lastAt: Date
}

/** Requests the receiver refused, by door and reason, since a moment: counts only, nothing of the requests is kept. */
export async function refusalsSince(since: Date): Promise<Refusals[]> {
  const rows = await db
    .select({
      name: counters.name,
      count: sql<string>`sum(${counters.count})`,
      lastAt: sql<string>`max(${counters.windowStart})`,
    })
    .from(counters)
    .where(sql`${like(counters.name, 'refused:%')} and ${gte(counters.windowStart, since)}`)
    .groupBy(counters.name)
    .orderBy(desc(sql`sum(${counters.count})`))
  return rows.map(({ name, count, lastAt }) => {
    const [, door = '', ...reason] = name.split(':')
    return { door, reason: reason.join(':'), count: Number(count), lastAt: new Date(lastAt) }
  })
}

export type WorkerRow = typeof workers.$inferSelect & { state: 'running' | 'silent' | 'stopped' }

/** A process says it is alive every few seconds; past this it is not. */
const silentAfter = 30_000

/** Processes that ran lately, newest first. */
export async function recentWorkers(limit: number, now = Date.now()): Promise<WorkerRow[]> {
  const rows = await db.select().from(workers).orderBy(desc(workers.seenAt)).limit(limit)
  return rows.map((row) => ({ ...row, state: stateOf(row, now) }))
}

function stateOf({ stoppedAt, seenAt }: typeof workers.$inferSelect, now: number): WorkerRow['state'] {
  if (stoppedAt) return 'stopped'
  return now - seenAt.getTime() > silentAfter ? 'silent' : 'running'
}

export interface Backlog {
  /** Webhooks kept but not applied yet; never more than `mostCounted`. */
  depth: number
  /** The same of the team that has most of it. */
  worstLaneDepth: number
  /** Age of the oldest of them in seconds; 0 when there is none. */
  oldestSeconds: number
}

const mostLanes = 1_000
const mostCounted = 100_000

/** The open work of all teams. Asked lane by lane as the teams' own role: nothing but numbers comes back. */
export async function backlog(now = Date.now()): Promise<Backlog> {
  const { rows } = await db.execute<{ team_id: TeamId }>(
    sql`select team_id from sluice_open_lanes(${mostLanes}) as lane(team_id)`,
  )
  if (rows.length === 0) return { depth: 0, worstLaneDepth: 0, oldestSeconds: 0 }
  return withTeams(
    rows.map((row) => row.team_id),
    async (tx) => {
      const open = tx
        .select({ id: inboxQueue.id, teamId: inboxQueue.teamId })
        .from(inboxQueue)
        .limit(mostCounted)
        .as('open')
      const lanes = await tx
        .select({ depth: sql<number>`count(*)::int`, oldest: sql<string>`min(${open.id}::text)` })
        .from(open)
        .groupBy(open.teamId)
      const oldest = Math.min(...lanes.map((lane) => madeAt(lane.oldest)))
      return {
        depth: lanes.reduce((sum, lane) => sum + lane.depth, 0),
        worstLaneDepth: Math.max(0, ...lanes.map((lane) => lane.depth)),
        oldestSeconds: lanes.length > 0 ? Math.max(0, (now - oldest) / 1000) : 0,
      }
    },
  )
}
