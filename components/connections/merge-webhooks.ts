import type { WebhookEventJson } from '@/lib/inbox/json'

export interface WebhookPage {
  data: readonly WebhookEventJson[]
  next_cursor: string | null
}

type Rows = ReadonlyMap<string, WebhookEventJson>

/**
 * The rows known so far with the newest answer over them. Whatever stands no more where the answer reaches, was decided meanwhile and is
 * of another list now: an event that turned out to be switched off would else stay "Received" for ever.
 */
export function merged(rows: Rows, { data, next_cursor }: WebhookPage): Rows {
  const oldest = next_cursor === null ? '' : (data.at(-1)?.id ?? '')
  const older = [...rows].filter(([id]) => id < oldest)
  return new Map([...older, ...byId(data)])
}

export const byId = (rows: readonly WebhookEventJson[]): Rows => new Map(rows.map((row) => [row.id, row]))
