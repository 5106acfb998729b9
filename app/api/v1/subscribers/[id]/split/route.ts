import { z } from 'zod'
import { ApiError, byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { splitSubscriber } from '@/lib/subscribers/move'

export const POST = endpoint(
  {
    summary: 'Separate a merged customer, or a guest by e-mail, again: they go back to their own address',
    allow: 'settings.write',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    body: z.union([
      z.strictObject({ customer_id: z.string().min(1).max(255) }),
      z.strictObject({ email: z.string().min(1).max(512) }),
    ]),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params, body }) => {
    const leaver = 'email' in body ? { email: body.email } : { customerId: body.customer_id }
    const split = await splitSubscriber(access.teamId, params.id, leaver, access.actor)
    if (split.ok) return json({ queued: true })
    if (split.reason === 'not_found') throw notFound()
    throw new ApiError(409, 'conflict', 'That customer was not merged into this subscriber: the address is their own.')
  },
)
