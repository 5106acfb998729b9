import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { eventJson, eventJsonSchema } from '@/lib/events/json'
import { findEvent } from '@/lib/events/queries'

export const GET = endpoint(
  {
    summary: 'One event',
    allow: 'read',
    team: byParam('event'),
    params: z.object({ id: z.uuid() }),
    answer: eventJsonSchema,
  },
  async ({ access, params }) => {
    const event = await findEvent(access.teamId, params.id)
    if (!event) throw notFound()
    return json(eventJson(event))
  },
)
