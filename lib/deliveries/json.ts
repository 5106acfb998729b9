import { z } from 'zod'
import { reasonText } from '@/lib/reasons'
import type { AttemptRow, DeliveryDetail, DeliveryRow } from './queries'

const common = {
  id: z.string(),
  destination_id: z.string(),
  destination: z.object({ name: z.string(), kind: z.string() }),
  event_id: z.string(),
  site_id: z.string(),
  livemode: z.boolean(),
  /** `contact`: only who the person is now. */
  what: z.enum(['event', 'contact']),
  type: z.string(),
  /** What the receiver tells repeats by. */
  message_id: z.string(),
  resend_no: z.number(),
  state: z.enum(['queued', 'delivered', 'refused', 'dead', 'cancelled']),
  reason: z.string().nullable(),
  /** The reason in words. */
  title: z.string().nullable(),
  /** The receiver's own words. */
  says: z.string().nullable(),
  attempts: z.number(),
  next_attempt_at: z.string().nullable(),
  being_sent: z.boolean(),
  created_at: z.string(),
  settled_at: z.string().nullable(),
}

const attempt = z.object({
  no: z.number(),
  at: z.string(),
  duration_ms: z.number(),
  /** Who asked for it; null = the schedule. */
  asked_by: z.string().nullable(),
  outcome: z.enum(['delivered', 'refused', 'try-again']),
  reason: z.string().nullable(),
  title: z.string().nullable(),
  says: z.string().nullable(),
  next_attempt_at: z.string().nullable(),
  /** Request and response, masked and cut at 16 KiB; null once they were removed. */
  exchanges: z.array(z.looseObject({})).nullable(),
})

export const deliveryJsonSchema = z.object(common)
export const deliveryDetailSchema = z.object({ ...common, tries: z.array(attempt), event: z.looseObject({}) })
export type DeliveryJson = z.infer<typeof deliveryJsonSchema>
export type DeliveryDetailJson = z.infer<typeof deliveryDetailSchema>

export function deliveryJson(row: DeliveryRow): DeliveryJson {
  return {
    id: row.id,
    destination_id: row.destinationId,
    destination: row.destination,
    event_id: row.eventId,
    site_id: row.siteId,
    livemode: row.livemode,
    what: row.what,
    type: row.type,
    message_id: row.messageId,
    resend_no: row.resendNo,
    state: row.state,
    reason: row.reason,
    title: titleOf(row.reason),
    says: row.says,
    attempts: row.attempts,
    next_attempt_at: row.isBeingSent ? null : (row.dueAt?.toISOString() ?? null),
    being_sent: row.isBeingSent,
    created_at: row.createdAt.toISOString(),
    settled_at: row.settledAt?.toISOString() ?? null,
  }
}

/** Bodies hold what Stripe and receivers said of a person: for roles that may read raw payloads. */
export function deliveryDetailJson(row: DeliveryDetail, mayReadRaw: boolean): DeliveryDetailJson {
  return {
    ...deliveryJson(row),
    event: row.event,
    tries: row.tries.map((one) => attemptJson(one, mayReadRaw)),
  }
}

function attemptJson({ exchanges, ...row }: AttemptRow, mayReadRaw: boolean): z.infer<typeof attempt> {
  return {
    no: row.no,
    at: row.at.toISOString(),
    duration_ms: row.durationMs,
    asked_by: row.askedBy,
    outcome: row.outcome,
    reason: row.reason,
    title: titleOf(row.reason),
    says: row.says,
    next_attempt_at: row.nextAt?.toISOString() ?? null,
    exchanges: mayReadRaw ? (exchanges as unknown as Record<string, unknown>[] | null) : null,
  }
}

const titleOf = (reason: string | null) => (reason ? reasonText(reason).title : null)
