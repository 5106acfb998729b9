import { z } from 'zod'
import { roleSchema } from '@/lib/teams/schema'

export const teamShape = z.object({ id: z.uuid(), name: z.string(), role: roleSchema })
