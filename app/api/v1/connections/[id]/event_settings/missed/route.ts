import { z } from 'zod'
import { ApiError, byParam, endpoint, json } from '@/app/api/endpoint'
import { isStripeEventType } from '@/lib/catalogue'
import { applyMissed, applyPaused } from '@/lib/inbox/missed'

const params = z.object({ id: z.uuid() })
const type = z.string().refine(isStripeEventType, 'This is no event of the catalogue.')
/** One type that was switched off, or everything that came during a pause. */
const body = z.union([z.object({ type }), z.object({ while: z.literal('paused') })])

export const POST = endpoint(
  {
    summary:
      'Apply what was received while an event was switched off, filtered otherwise, its customer ignored or the connection paused; nothing is sent',
    allow: 'settings.write',
    team: byParam('connection'),
    params,
    body,
    answer: z.object({ queued: z.int() }),
  },
  async ({ access, params: { id }, body }) => {
    const queued =
      'type' in body
        ? await applyMissed(access.teamId, id, body.type, access.actor)
        : await applyPaused(access.teamId, id, access.actor)
    if (queued === 'inactive')
      throw new ApiError(409, 'inactive', 'Nothing can be applied while this account is paused or not connected.')
    return json({ queued })
  },
)
