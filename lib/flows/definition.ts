import { z } from 'zod'
import { allSteps, deepestBranch, depthOf, mostSteps } from './nesting'

export { deepestBranch, mostSteps }

/*
 * A flow as it is edited, stored and run. A draft may be incomplete, so texts may be empty here; what stands in the way of going
 * live is lib/flows/blockers.ts. No server code: the editor checks with the same schema.
 */

/** Names a step for ever, also when it is moved; made by whoever adds it. `enter` is the trigger's. */
const stepId = z.string().regex(/^[a-z0-9]{4,20}$/)
/** An event's type, of lib/catalogue; empty in a draft where none is chosen yet. */
const type = z.string().max(100)
const text = (most: number) => z.string().max(most)

export const operators = [
  'is',
  'is_not',
  'one_of',
  'not_one_of',
  'at_least',
  'at_most',
  'more_than',
  'less_than',
  'contains',
  'not_contains',
  'exists',
  'not_exists',
] as const
export type Operator = (typeof operators)[number]

/** One sentence: "amount is at least 50 USD". Fields and the operators each allows: lib/flows/fields.ts. */
export const condition = z.object({
  /** A path as texts write it: `event.amount`, `subscriber.plan`, `event.metadata.source`; `happened:<type>` = such an event came since. */
  field: z.string().max(200),
  op: z.enum(operators),
  /** As typed; lists for one_of and not_one_of; left out for exists and not_exists. */
  value: z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(500)).max(50)]).optional(),
  /** Where `value` is an amount other than 0: the currency it is in, upper case. An amount in another currency does not meet it. */
  currency: z.string().max(3).optional(),
})
export type Condition = z.infer<typeof condition>

export const conditions = z.object({ match: z.enum(['all', 'any']), conditions: z.array(condition).max(20) })
export type Conditions = z.infer<typeof conditions>

/** As far back as a cap counts: thirty days. Runs are kept longer (lib/env.ts). */
export const mostCapHours = 720

export const duration = z.object({
  amount: z.number().int().min(1).max(1000),
  unit: z.enum(['minutes', 'hours', 'days', 'weeks']),
})
export type Duration = z.infer<typeof duration>

const emailStep = z.object({
  id: stepId,
  kind: z.literal('email'),
  subject: text(500),
  /** The line mail programs show beside the subject. */
  preview: text(500),
  /** Markdown with variables. A link alone on a line becomes a button. */
  body: text(20_000),
  /** Shown as the sender's name beside the server's own address; empty = the site's name. */
  from_name: z.string().max(100),
  /** Empty = the sender. */
  reply_to: z.string().max(320),
})

const waitStep = z.object({
  id: stepId,
  kind: z.literal('wait'),
  /** For how long; with `until`, at most. */
  for: duration,
  /** … or until such an event about this person comes. */
  until: type.nullable(),
})

const updateStep = z.object({
  id: stepId,
  kind: z.literal('update'),
  change: z.discriminatedUnion('what', [
    z.object({ what: z.literal('field'), name: z.string().max(60), value: text(500) }),
    z.object({ what: z.literal('add_tag'), tag: text(100) }),
    z.object({ what: z.literal('remove_tag'), tag: text(100) }),
    z.object({ what: z.literal('user_group'), group: text(100) }),
    z.object({ what: z.literal('unsubscribe') }),
  ]),
})

const destinationStep = z.object({ id: stepId, kind: z.literal('destination'), destination_id: z.string().max(64) })

const httpStep = z.object({
  id: stepId,
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Variables may stand behind the host. */
  url: text(2000),
  headers: z.array(z.object({ name: z.string().max(200), value: z.string().max(2000) })).max(20),
  /** With variables; sent as JSON when it is. Empty = none. */
  body: text(50_000),
})

const endStep = z.object({ id: stepId, kind: z.literal('end') })

export type BranchPath = { id: string; name: string; when: Conditions; steps: Step[] }
export type BranchStep = { id: string; kind: 'branch'; paths: BranchPath[]; otherwise: Step[] }
/** All but the branch, which has steps in it. */
const plainSteps = [emailStep, waitStep, updateStep, destinationStep, httpStep, endStep] as const
export type Step = z.infer<(typeof plainSteps)[number]> | BranchStep
export type StepKind = Step['kind']
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>

/** The first path whose conditions are met is taken, else `otherwise`; after either the run goes on below the branch. */
const branchStep = z.object({
  id: stepId,
  kind: z.literal('branch'),
  paths: z
    .array(
      z.object({
        id: stepId,
        name: z.string().max(100),
        when: conditions,
        get steps(): z.ZodType<Step[]> {
          return steps
        },
      }),
    )
    .min(1)
    .max(5),
  get otherwise(): z.ZodType<Step[]> {
    return steps
  },
})

/** By its kind, so that whoever sends a wrong one hears what of it is wrong. */
const step = z.discriminatedUnion('kind', [...plainSteps, branchStep])
const steps: z.ZodType<Step[]> = z.array(step).max(mostSteps).meta({ id: 'FlowSteps' })

export const flowDefinition = z
  .object({
    trigger: z.object({ type, filters: conditions }),
    /** Such an event about the same invoice, payment, charge, checkout or subscription, else the same person, ends a run early: "paid meanwhile" (FL-05). */
    ends_when: z.array(type).max(10),
    /** How often one person enters for the same invoice or payment; null = as often as it happens (FL-04). */
    cap: z
      .object({ times: z.number().int().min(1).max(100), hours: z.number().int().min(1).max(mostCapHours) })
      .nullable(),
    steps,
  })
  .superRefine((definition, context) => {
    const ids = [...allSteps(definition.steps)].map(({ id }) => id)
    if (ids.length > mostSteps)
      context.addIssue({ code: 'custom', path: ['steps'], message: `At most ${mostSteps} steps.` })
    if (new Set(ids).size < ids.length)
      context.addIssue({ code: 'custom', path: ['steps'], message: 'Two steps have the same id.' })
    if (depthOf(definition.steps) > deepestBranch)
      context.addIssue({
        code: 'custom',
        path: ['steps'],
        message: `Branches in one another at most ${deepestBranch} deep.`,
      })
  })
  .meta({ id: 'FlowDefinition' })
export type FlowDefinition = z.infer<typeof flowDefinition>

/** One that was read back: drafts and versions are parsed before they are written, by `flowDefinition` and nothing else. */
export const storedDefinition = (stored: object) => stored as FlowDefinition

/** What a new flow begins with. */
export const emptyDefinition: FlowDefinition = {
  trigger: { type: '', filters: { match: 'all', conditions: [] } },
  ends_when: [],
  cap: { times: 1, hours: 24 },
  steps: [],
}
