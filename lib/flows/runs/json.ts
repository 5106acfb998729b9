import { z } from 'zod'

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
  state: z.enum(['open', 'done', 'left', 'skipped', 'failed', 'cancelled']),
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
