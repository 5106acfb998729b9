import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { subscriberJson, subscriberJsonSchema } from '@/lib/subscribers/json'
import { findSubscriber } from '@/lib/subscribers/queries'

export const GET = endpoint(
  {
    summary: 'One subscriber',
    allow: 'read',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    answer: subscriberJsonSchema,
  },
  async ({ access, params }) => {
    const subscriber = await findSubscriber(access.teamId, params.id)
    if (!subscriber) throw notFound()
    return json(subscriberJson(subscriber))
  },
)
