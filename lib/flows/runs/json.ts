import { z } from 'zod'
import type { RunState } from '@/db/schema/flows'
import { eventName } from '@/lib/catalogue'
import { reasonText } from '@/lib/reasons'
import { emptyDefinition, type FlowDefinition } from '../definition'
import { stepIn } from '../walk'
import { type LookUps, stepSentence, triggerSentence } from '../words'
import type { RunDetail, TrailRow } from './queries'
import type { RunRow } from './run-row'

export const runStates = [
  'open',
  'done',
  'left',
  'skipped',
  'failed',
  'cancelled',
] as const satisfies readonly RunState[]

const common = {
  id: z.string(),
  flow_id: z.string(),
  flow: z.object({ name: z.string() }),
  /** It keeps the version it entered with, whatever is published later. */
  version_no: z.number(),
  site_id: z.string(),
  livemode: z.boolean(),
  /** The event that began it. */
  event_id: z.string(),
  type: z.string(),
  name: z.string(),
  /** Null: nobody any more. */
  subscriber: z.object({ id: z.string(), email: z.string(), name: z.string().nullable() }).nullable(),
  state: z.enum(runStates),
  reason: z.string().nullable(),
  /** The reason in words. */
  title: z.string().nullable(),
  says: z.string().nullable(),
  /** Where it is, or where it failed; null before it entered and at its end. */
  step: z.object({ id: z.string(), kind: z.string(), sentence: z.string() }).nullable(),
  /** Until when it waits at most. */
  waits_until: z.string().nullable(),
  /** When it goes on; null when nothing is due, or it is being done. */
  next_attempt_at: z.string().nullable(),
  being_done: z.boolean(),
  /** How many runs led to the event that began it. */
  depth: z.number(),
  created_at: z.string(),
  entered_at: z.string().nullable(),
  ended_at: z.string().nullable(),
}

const trailEntry = z.object({
  no: z.number(),
  /** `enter` = the trigger. */
  step_id: z.string(),
  kind: z.string(),
  sentence: z.string(),
  at: z.string(),
  duration_ms: z.number(),
  outcome: z.enum(['done', 'waiting', 'skipped', 'left', 'try-again', 'failed']),
  reason: z.string().nullable(),
  title: z.string().nullable(),
  says: z.string().nullable(),
  /** Who asked for it; null = the schedule. */
  asked_by: z.string().nullable(),
  /** The path taken, the mail, what was said over HTTP (masked); null once it was removed. */
  detail: z.looseObject({}).nullable(),
  /** When it is tried again, or the wait ends. */
  next_at: z.string().nullable(),
})

export const runJsonSchema = z.object(common)
export const runDetailSchema = z.object({ ...common, trail: z.array(trailEntry) })
export type RunJson = z.infer<typeof runJsonSchema>
export type RunDetailJson = z.infer<typeof runDetailSchema>
export type TrailEntryJson = z.infer<typeof trailEntry>

export function runJson(run: RunRow, lookUps: LookUps): RunJson {
  const { step } = run
  return {
    id: run.id,
    flow_id: run.flowId,
    flow: { name: run.flowName },
    version_no: run.versionNo,
    site_id: run.siteId,
    livemode: run.livemode,
    event_id: run.eventId,
    type: run.type,
    name: eventName(run.type),
    subscriber: run.person,
    state: run.state,
    reason: run.reason,
    title: titleOf(run.reason),
    says: run.says,
    step: step && { id: step.id, kind: step.kind, sentence: stepSentence(step, lookUps) },
    waits_until: run.waitsUntil?.toISOString() ?? null,
    next_attempt_at: run.isBeingDone ? null : (run.dueAt?.toISOString() ?? null),
    being_done: run.isBeingDone,
    depth: run.depth,
    created_at: run.createdAt.toISOString(),
    entered_at: run.enteredAt?.toISOString() ?? null,
    ended_at: run.endedAt?.toISOString() ?? null,
  }
}

/** What was said over HTTP holds what we know of a person: for roles that may read raw payloads. */
export function runDetailJson(run: RunDetail, lookUps: LookUps, mayReadRaw: boolean): RunDetailJson {
  const definition = run.definition ?? emptyDefinition
  const trail = run.trail.map(({ detail, ...row }) => {
    const { exchange, ...rest } = detail ?? {}
    const shown = exchange === undefined || mayReadRaw ? detail : rest
    return trailJson({ ...row, detail: shown }, definition, lookUps)
  })
  return { ...runJson(run, lookUps), trail }
}

function trailJson(row: TrailRow, definition: FlowDefinition, lookUps: LookUps): TrailEntryJson {
  return {
    no: row.no,
    step_id: row.stepId,
    kind: row.kind,
    sentence: sentenceOf(row, definition, lookUps),
    at: row.at.toISOString(),
    duration_ms: row.durationMs,
    outcome: row.outcome,
    reason: row.reason,
    title: titleOf(row.reason),
    says: row.says,
    asked_by: row.askedBy,
    detail: row.detail,
    next_at: row.nextAt?.toISOString() ?? null,
  }
}

/** In the words of the version the run goes by, whatever the flow says now. */
function sentenceOf({ stepId, kind }: TrailRow, definition: FlowDefinition, lookUps: LookUps): string {
  if (stepId === 'enter') return triggerSentence(definition.trigger, lookUps)
  const step = stepIn(definition, stepId)
  return step ? stepSentence(step, lookUps) : kind
}

const titleOf = (reason: string | null) => (reason ? reasonText(reason).title : null)
