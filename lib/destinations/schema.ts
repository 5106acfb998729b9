import { z } from 'zod'
import { nameSchema } from '@/lib/text/schema'
import { kinds } from '.'

/** What comes in to make a destination; what its config must look like, the kind says. */
export const newDestination = z.object({
  site_id: z.uuid(),
  livemode: z.boolean(),
  kind: z.enum(kinds.map(({ kind }) => kind) as [string, ...string[]]),
  name: nameSchema,
  config: z.record(z.string(), z.unknown()),
  /** Stripe types; null or left out = every event. */
  types: z.array(z.string().max(100)).min(1).max(500).nullable().optional(),
  mapping: z.record(z.string(), z.string().max(100).nullable()).optional(),
})

/** What may be changed. Fields of the config that are left out stay: a secret is never sent back, so it is never asked for twice. */
export const destinationChanges = z
  .object({
    name: nameSchema,
    config: z.record(z.string(), z.unknown()),
    types: z.array(z.string().max(100)).min(1).max(500).nullable(),
    mapping: z.record(z.string(), z.string().max(100).nullable()),
    state: z.enum(['on', 'paused']),
    /** As it was read; another one meanwhile is a conflict. */
    version: z.number().int(),
  })
  .partial()

export type NewDestination = z.infer<typeof newDestination>
export type DestinationChanges = z.infer<typeof destinationChanges>
