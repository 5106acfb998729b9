import { z } from 'zod'
import { ApiError, byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { retryDelivery } from '@/lib/deliveries/retry'

export const POST = endpoint(
  {
    summary: 'Make the next attempt of a delivery now; the receiver sees the same id',
    allow: 'deliveries.retry',
    team: byParam('delivery'),
    params: z.object({ id: z.uuid() }),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params }) => {
    const asked = await retryDelivery(access.teamId, params.id, access.actor)
    if (asked.ok) return json({ queued: true })
    if (asked.reason === 'not_found') throw notFound()
    throw new ApiError(409, asked.reason, whyNot[asked.reason])
  },
)

const whyNot = {
  delivered: 'It was delivered already.',
  being_sent: 'It is being sent right now.',
  destination_off: 'Its destination is disabled or removed. Enable it to send again.',
}
