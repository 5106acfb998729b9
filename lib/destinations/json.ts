import { z } from 'zod'
import { reasonText } from '@/lib/reasons'
import { kindOf } from '.'
import { fieldsOf } from './fields'
import { mappingOf } from './mapping'
import type { DestinationRow } from './queries'

export const destinationJsonSchema = z.object({
  id: z.string(),
  site_id: z.string(),
  livemode: z.boolean(),
  kind: z.string(),
  name: z.string(),
  state: z.enum(['on', 'paused', 'disabled']),
  /** Without what is secret; `secrets` names the fields that are set. */
  config: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()),
  types: z.array(z.string()).nullable(),
  mapping: z.record(z.string(), z.string().nullable()),
  /** Of the last 24 hours. */
  health: z.object({
    delivered: z.number(),
    failed: z.number(),
    p95_ms: z.number().nullable(),
    waiting: z.number(),
    next_attempt_at: z.string().nullable(),
    /** Refused or given up, of all time: what a retry by hand would send. */
    undelivered: z.number(),
  }),
  last_success_at: z.string().nullable(),
  /** The last failure, in words; null when nothing failed since the last success. */
  last_error: z
    .object({ reason: z.string(), title: z.string(), says: z.string().nullable(), at: z.string() })
    .nullable(),
  failing_since: z.string().nullable(),
  disabled_reason: z.string().nullable(),
  disabled_at: z.string().nullable(),
  /** Kept while it was disabled. */
  missed: z.number(),
  version: z.number(),
  created_at: z.string(),
})
export type DestinationJson = z.infer<typeof destinationJsonSchema>

export function destinationJson({ record, health }: DestinationRow): DestinationJson {
  const kind = kindOf(record.kind)
  const sealed = new Set(kind ? fieldsOf(kind.config).flatMap((field) => (field.sealed ? [field.name] : [])) : [])
  const failed = record.lastFailureAt
  const isFailing = failed && (!record.lastSuccessAt || record.lastSuccessAt < failed)
  return {
    id: record.id,
    site_id: record.siteId,
    livemode: record.livemode,
    kind: record.kind,
    name: record.name,
    state: record.state,
    config: Object.fromEntries(Object.entries(record.config).filter(([name]) => !sealed.has(name))),
    secrets: Object.keys(record.config).filter((name) => sealed.has(name)),
    types: record.types,
    mapping: kind ? mappingOf(kind, record.mapping) : {},
    health: {
      delivered: health.delivered,
      failed: health.failed,
      p95_ms: health.p95 === null ? null : Math.round(health.p95),
      waiting: health.waiting,
      next_attempt_at: health.nextAt?.toISOString() ?? null,
      undelivered: health.undelivered,
    },
    last_success_at: record.lastSuccessAt?.toISOString() ?? null,
    last_error:
      isFailing && record.lastReason
        ? {
            reason: record.lastReason,
            title: reasonText(record.lastReason).title,
            says: record.lastSays,
            at: failed.toISOString(),
          }
        : null,
    failing_since: record.failingSince?.toISOString() ?? null,
    disabled_reason: record.disabledReason,
    disabled_at: record.disabledAt?.toISOString() ?? null,
    missed: health.missed,
    version: record.version,
    created_at: record.createdAt.toISOString(),
  }
}
