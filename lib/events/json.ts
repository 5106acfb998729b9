import { z } from 'zod'
import type { EventRow } from './queries'

/** What the API adds to the normalized event (docs/normalized-event.md). */
const own = {
  id: z.string(),
  site_id: z.string(),
  connection_id: z.string(),
  subscriber_id: z.string().nullable(),
  received_at: z.string(),
  status: z.string(),
}

/** For the API's description; the fields of 4.5 are described in docs/events.md and passed on as they were stored. */
export const eventJsonSchema = z.looseObject({
  ...own,
  name: z.string().nullable(),
  type: z.string().nullable(),
  outcome: z.enum(['event', 'set_aside']),
  occurred_at: z.string().nullable(),
  livemode: z.boolean().nullable(),
})

/** An event as the API gives it: the stored normalized event, as it was, and where it landed. */
export function eventJson(event: EventRow) {
  return {
    ...event.body,
    id: event.id,
    site_id: event.siteId,
    connection_id: event.connectionId,
    subscriber_id: event.person?.id ?? null,
    received_at: event.receivedAt.toISOString(),
    status: event.status,
  }
}

export const logRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  label: z.string(),
  status: z.string(),
  livemode: z.boolean(),
  person: z.object({ id: z.string().nullable(), email: z.string().nullable(), name: z.string().nullable() }),
  /** False for events about nobody: a new price, a report. */
  has_person: z.boolean(),
  value: z.object({ amount: z.string(), minor: z.string(), currency: z.string() }).nullable(),
  money_back: z.boolean(),
  /** False for an amount that only came up: reserved, invoiced, or told by another event already. */
  money_moved: z.boolean(),
  description: z.string().nullable(),
  received_at: z.string(),
  occurred_at: z.string().nullable(),
})

/** A line of the event log: a fifth of the whole event, because the page asks for the newest ones twice a second. */
export type LogRow = z.infer<typeof logRowSchema>
