import { z } from 'zod'
import { nameOf, plainText } from '@/lib/text/schema'
import { eventFilter } from './filter-schema'

/** What may be changed about a connection; the page's form and the API check the same. */
export const connectionChanges = z
  .strictObject({
    site_id: z.uuid('Choose a site.').optional(),
    name: nameOf(100).optional(),
    is_active: z.boolean().optional(),
  })
  .describe('What to change; what is left out stays')
export type ConnectionChanges = z.infer<typeof connectionChanges>

export const onDelete = z.enum(['unsubscribe', 'delete', 'nothing'])

export const eventSettingShape = z.object({
  type: z.string(),
  on: z.boolean(),
  trigger_flows: z.boolean(),
  update_subscriber: z.boolean(),
  full_name: z.boolean(),
  user_group: z.string().nullable(),
  on_delete: onDelete.nullable(),
  filter: eventFilter.nullable(),
})

/** One change names its type and only what differs. */
export const eventSettingChange = z.strictObject({
  type: z.string().max(255),
  on: z.boolean().optional(),
  trigger_flows: z.boolean().optional(),
  update_subscriber: z.boolean().optional(),
  full_name: z.boolean().optional(),
  user_group: plainText(100).nullable().optional(),
  on_delete: onDelete.nullable().optional(),
  filter: eventFilter.nullable().optional(),
})
export type EventSettingChange = z.infer<typeof eventSettingChange>

export const eventSettingsChanges = z.strictObject({
  changes: z.array(eventSettingChange).max(500),
  version: z.int().nonnegative(),
})
