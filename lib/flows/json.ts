import { z } from 'zod'
import { catalogueRow, eventName } from '@/lib/catalogue'
import { reasonText } from '@/lib/reasons'
import { type FlowDefinition, flowDefinition } from './definition'
import { masked } from './header-values'
import type { FlowDetail, FlowRow, FlowVersion, FlowVersionDetail } from './queries'

/** The event a flow begins with, as it is called; null in a draft where none is chosen yet. */
const trigger = z.object({ type: z.string(), name: z.string(), label: z.string() }).nullable()

/** Of the last 30 days, but `open`: all of them. A figure of 10,001 says that there are more. */
const runCounts = z.object({
  open: z.number(),
  done: z.number(),
  left: z.number(),
  skipped: z.number(),
  failed: z.number(),
  cancelled: z.number(),
})

const common = {
  id: z.string(),
  site_id: z.string(),
  livemode: z.boolean(),
  name: z.string(),
  template: z.string().nullable(),
  state: z.enum(['draft', 'live', 'paused']),
  /** Of the version that is live or paused, else of the draft. */
  trigger,
  /** The version new runs get; 0 = never published. */
  live_no: z.number(),
  /** Publishing would change something. */
  has_changes: z.boolean(),
  /** Why it paused itself; null = a person did. */
  paused_reason: z.string().nullable(),
  paused_title: z.string().nullable(),
  paused_at: z.string().nullable(),
  runs: runCounts,
  last_run_at: z.string().nullable(),
  /** Of its name, draft and state: who saves says which one they saw. */
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
}

const version = z.object({ no: z.number(), published_by: z.string(), published_at: z.string() })

const blocker = z.object({
  /** Null: the trigger, or the flow as a whole. */
  step_id: z.string().nullable(),
  field: z.string(),
  message: z.string(),
})

export const flowJsonSchema = z.object(common)
export const flowDetailSchema = z.object({
  ...common,
  draft: flowDefinition,
  live: flowDefinition.nullable(),
  /** What stands in the way of publishing the draft. */
  blockers: z.array(blocker),
  /** Newest first, at most 50. */
  versions: z.array(version),
})
export const flowVersionSchema = z.object({ ...version.shape, definition: flowDefinition })

export type TriggerJson = z.infer<typeof trigger>
export type FlowJson = z.infer<typeof flowJsonSchema>
export type FlowDetailJson = z.infer<typeof flowDetailSchema>
export type FlowVersionJson = z.infer<typeof flowVersionSchema>
export type BlockerJson = z.infer<typeof blocker>

export function flowJson({ record, triggerType, hasChanges, runs, lastRunAt }: FlowRow): FlowJson {
  const { open, done, left, skipped, failed, cancelled } = runs
  return {
    id: record.id,
    site_id: record.siteId,
    livemode: record.livemode,
    name: record.name,
    template: record.template,
    state: record.state,
    trigger: triggerJson(triggerType),
    live_no: record.liveNo,
    has_changes: hasChanges,
    paused_reason: record.pausedReason,
    paused_title: record.pausedReason && reasonText(record.pausedReason).title,
    paused_at: record.pausedAt?.toISOString() ?? null,
    runs: { open, done, left, skipped, failed, cancelled },
    last_run_at: lastRunAt?.toISOString() ?? null,
    version: record.version,
    created_at: record.createdAt.toISOString(),
    updated_at: record.updatedAt.toISOString(),
  }
}

export function flowDetailJson(flow: FlowDetail, blockers: BlockerJson[], mayManage: boolean): FlowDetailJson {
  const holder = { teamId: flow.record.teamId, flowId: flow.id }
  const shown = (definition: FlowDefinition) => masked(definition, holder, mayManage)
  return {
    ...flowJson(flow),
    draft: shown(flow.draft),
    live: flow.live && shown(flow.live),
    blockers,
    versions: flow.versions.map(versionJson),
  }
}

export const flowVersionJson = (row: FlowVersionDetail, mayManage: boolean): FlowVersionJson => ({
  ...versionJson(row),
  definition: masked(row.definition, row, mayManage),
})

const versionJson = ({ no, publishedBy, publishedAt }: FlowVersion) => ({
  no,
  published_by: publishedBy,
  published_at: publishedAt.toISOString(),
})

const triggerJson = (type: string | null): TriggerJson =>
  type ? { type, name: eventName(type), label: catalogueRow(type)?.label ?? type } : null
