import { z } from 'zod'
import { nameSchema } from '@/lib/text/schema'
import { flowDefinition } from './definition'
import { templates } from './templates'

/** What comes in to make a flow: from a template, from a definition, or empty. */
export const newFlow = z.object({
  site_id: z.uuid(),
  livemode: z.boolean(),
  name: nameSchema,
  /** Where it comes from. */
  template: z.enum(templates.map(({ key }) => key) as [string, ...string[]]).optional(),
  /** Left out: what the template says, else nothing yet. */
  definition: flowDefinition.optional(),
})

/** What may be changed, at once or alone. `version` as it was read: another one meanwhile is a conflict. */
export const flowChanges = z.object({
  version: z.number().int(),
  name: nameSchema.optional(),
  draft: flowDefinition.optional(),
})

export type NewFlow = z.infer<typeof newFlow>
export type FlowChanges = z.infer<typeof flowChanges>
