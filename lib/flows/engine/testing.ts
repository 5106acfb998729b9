import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { newId } from '@/db/schema/columns'
import { type Place, rowsOf } from '@/lib/lane/testing'
import type { Http } from '@/lib/outbound/http'
import { emptyDefinition, type FlowDefinition, type Step } from '../definition'
import { sealed } from '../header-values'
import { listensOf } from '../listens'
import { type RunnerByKind, runnerByKind } from '../steps'
import { defineStep, type RunContext, type StepOutcome } from '../steps/step'
import { FlowLoop } from './loop'

/** For tests of runs: flows as publishing leaves them, the loop a worker has, and time that passes. */

/** A flow that is live; without a cap and with nothing to do unless told. */
export async function liveFlow(
  { teamId, siteId }: Place,
  given: Partial<Omit<FlowDefinition, 'trigger'>> & { on?: string; filters?: FlowDefinition['trigger']['filters'] },
  livemode = true,
): Promise<string> {
  const id = newId()
  const { on = 'charge.succeeded', filters = emptyDefinition.trigger.filters, ...rest } = given
  const plain = { ...emptyDefinition, cap: null, ...rest, trigger: { type: on, filters } }
  const definition = sealed(plain, [], { teamId, flowId: id })
  await rowsOf(
    { teamId },
    sql`insert into flows (team_id, id, site_id, livemode, name, state, draft, live_no, trigger_type, listens, updated_at)
      values (${teamId}, ${id}, ${siteId}, ${livemode}, 'Thanks', 'live', ${JSON.stringify(definition)}::jsonb, 1, ${on},
        ${`{${listensOf(definition).join(',')}}`}::text[], now() - interval '1 day')`,
  )
  await addLiveVersion({ teamId }, id, 1, definition)
  return id
}

/** Publishes a version: new runs get it. */
export async function addLiveVersion(
  { teamId }: Pick<Place, 'teamId'>,
  flowId: string,
  no: number,
  definition: object,
) {
  await rowsOf(
    { teamId },
    sql`insert into flow_versions (team_id, flow_id, no, definition, published_by)
      values (${teamId}, ${flowId}, ${no}, ${JSON.stringify(definition)}::jsonb, 'Ada')`,
  )
  await rowsOf({ teamId }, sql`update flows set live_no = ${no} where id = ${flowId}`)
}

export const call = (id = 'call1', more: Partial<Extract<Step, { kind: 'http' }>> = {}): Step => ({
  id,
  kind: 'http',
  method: 'POST',
  url: 'https://example.com/hook',
  headers: [],
  body: '',
  ...more,
})

export const wait = (id = 'wait1', until: string | null = null, days = 1): Step => ({
  id,
  kind: 'wait',
  for: { amount: days, unit: 'days' },
  until,
})

/** Nothing outside: notes who of a team came by, and answers as it is told. */
export function notes(
  { teamId }: Pick<Place, 'teamId'>,
  answer: (context: RunContext, nth: number) => StepOutcome | Promise<StepOutcome> = () => ({ status: 'done' }),
) {
  const seen: RunContext[] = []
  const kinds: RunnerByKind = {
    ...runnerByKind,
    http: defineStep({
      kind: 'http',
      callsOut: true,
      run: async (_, context) => {
        if (context.teamId === teamId) seen.push(context)
        return answer(context, seen.length)
      },
    }),
  }
  return { kinds, seen }
}

const nowhere: Http = {
  request: async () => {
    throw new Error('nothing is called here')
  },
}

/** Takes runs on until nothing is due, with the loop a worker has. */
export async function runAll(
  place: Pick<Place, 'teamId'>,
  { http = nowhere, kinds }: { http?: Http; kinds?: RunnerByKind } = {},
) {
  const loop = new FlowLoop(http, kinds)
  loop.start()
  try {
    await expect.poll(() => openOf(place), { timeout: 20_000, interval: 20 }).toEqual([])
  } finally {
    await loop.stop()
  }
}

const openOf = (place: Pick<Place, 'teamId'>) =>
  rowsOf(
    place,
    sql`select q.run_id from flow_queue q join flows f on f.id = q.flow_id
      where f.state = 'live' and (q.due_at <= now() or q.claim_id is not null) limit 1`,
  )

/** Lets time pass for whoever waits. */
export const pass = (place: Pick<Place, 'teamId'>, days: number) =>
  rowsOf(
    place,
    sql`update flow_queue set due_at = due_at - ${days} * interval '1 day', waits_since = waits_since - ${days} * interval '1 day',
      waits_until = waits_until - ${days} * interval '1 day'`,
  )

export interface StoredRun extends Record<string, unknown> {
  id: string
  flow_id: string
  state: string
  reason: string | null
  step_id: string | null
  version_no: number
  depth: number
}

/** In the order they began. */
export const runsOf = (place: Pick<Place, 'teamId'>) =>
  rowsOf<StoredRun>(
    place,
    sql`select id, flow_id, state, reason, step_id, version_no, depth, type from flow_runs order by id`,
  )

/** `step outcome reason`, in order. */
export async function trailOf(place: Pick<Place, 'teamId'>, runId?: string): Promise<string[]> {
  const rows = await rowsOf<{ step_id: string; outcome: string; reason: string | null }>(
    place,
    sql`select step_id, outcome, reason from flow_steps where ${runId ? sql`run_id = ${runId}` : sql`true`} order by run_id, no`,
  )
  return rows.map(({ step_id, outcome, reason }) => [step_id, outcome, ...(reason ? [reason] : [])].join(' '))
}
