import { z } from 'zod'
import { ApiError, byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { mergeSubscriber } from '@/lib/subscribers/move'

const problems = {
  same_person: 'These two are one person already.',
  other_place: 'Only two subscribers of one site and mode can be merged.',
}

export const POST = endpoint(
  {
    summary: 'Merge a subscriber into another: their customers, money and events belong to that one from now on',
    allow: 'settings.write',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ into: z.uuid() }),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params, body }) => {
    const merged = await mergeSubscriber(access.teamId, params.id, body.into, access.actor)
    if (merged.ok) return json({ queued: true })
    if (merged.reason === 'not_found') throw notFound()
    throw new ApiError(409, 'conflict', problems[merged.reason])
  },
)
