import { z } from 'zod'
import type { ConnectionView } from './view'

/** A connection as the API gives it. */
export const connectionJsonSchema = z.object({
  id: z.string(),
  team_id: z.string(),
  site_id: z.string(),
  name: z.string(),
  account: z.string(),
  livemode: z.boolean(),
  kind: z.enum(['oauth', 'key']),
  status: z.enum(['connected', 'paused', 'disconnected', 'needs_reconnect']),
  is_active: z.boolean(),
  webhook_url: z.string(),
  last_event_at: z.string().nullable(),
})

export type ConnectionJson = z.infer<typeof connectionJsonSchema>

/** What the pages show besides is left out. */
export const connectionJson = (view: ConnectionView): ConnectionJson => connectionJsonSchema.parse(view)
