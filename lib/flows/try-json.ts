import { z } from 'zod'

/** What would become of a step, and why; nothing was sent. */
const triedStep = z.object({
  step_id: z.string(),
  kind: z.string(),
  sentence: z.string(),
  outcome: z.enum(['would_do', 'would_wait', 'would_skip', 'would_fail', 'path']),
  reason: z.string().nullable(),
  title: z.string().nullable(),
  says: z.string().nullable(),
  /** Of a branch: the path that is taken; null = none of them ("otherwise"). */
  path: z.string().nullable().optional(),
  mail: z
    .object({
      to: z.string(),
      subject: z.string(),
      preview: z.string(),
      html: z.string(),
      text: z.string(),
      from_name: z.string(),
    })
    .optional(),
  request: z
    .object({
      method: z.string(),
      url: z.string(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      body: z.string().nullable(),
    })
    .optional(),
  /** What would be changed of the subscriber, as a sentence. */
  change: z.string().optional(),
  destination: z.object({ id: z.string(), name: z.string() }).optional(),
})

export const tryJsonSchema = z.object({
  event: z.object({
    /** Null: the catalogue's example. */
    id: z.string().nullable(),
    type: z.string(),
    name: z.string(),
    occurred_at: z.string().nullable(),
    email: z.string().nullable(),
    is_sample: z.boolean(),
  }),
  enters: z.boolean(),
  /** Why it would not enter. */
  reason: z.string().nullable(),
  title: z.string().nullable(),
  says: z.string().nullable(),
  steps: z.array(triedStep),
  /** How it ends, as a sentence. */
  ends: z.string(),
})

/** What texts and conditions may use, with what stands there in the event that is looked at. */
export const variableSchema = z.object({
  path: z.string(),
  label: z.string(),
  group: z.enum(['event', 'subscriber', 'site']),
  kind: z.string(),
  /** Null: this event or person has none. */
  sample: z.string().nullable(),
  /** False: of the catalogue's example. */
  is_real: z.boolean(),
})

export type TryJson = z.infer<typeof tryJsonSchema>
export type TriedStepJson = z.infer<typeof triedStep>
export type VariableJson = z.infer<typeof variableSchema>
