import { z } from 'zod'
import { renameUser } from '@/lib/auth/profile'
import { nameSchema } from '@/lib/text/schema'
import { endpoint, json } from '../../endpoint'

const meShape = z.object({ id: z.uuid(), email: z.string(), name: z.string().nullable() })

export const GET = endpoint({ summary: 'Who you are', allow: 'signed in', answer: meShape }, async ({ access }) =>
  json({ id: access.userId, email: access.email, name: access.name }),
)

export const PATCH = endpoint(
  {
    summary: 'Set the name others see',
    allow: 'signed in',
    body: z.object({ name: nameSchema.nullable() }),
    answer: meShape,
  },
  async ({ access, body }) => {
    await renameUser(access.userId, body.name)
    return json({ id: access.userId, email: access.email, name: body.name })
  },
)
