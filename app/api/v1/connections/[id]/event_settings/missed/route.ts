import { z } from 'zod'
import { byParam, endpoint, json } from '@/app/api/endpoint'
import { isStripeEventType } from '@/lib/catalogue'
import { applyMissed } from '@/lib/inbox/missed'

const params = z.object({ id: z.uuid() })
const type = z.string().refine(isStripeEventType, 'This is no event of the catalogue.')

export const POST = endpoint(
  {
    summary:
      'Apply what was received while an event was switched off, filtered otherwise or its customer ignored; nothing is sent',
    allow: 'settings.write',
    team: byParam('connection'),
    params,
    body: z.object({ type }),
    answer: z.object({ queued: z.int() }),
  },
  async ({ access, params: { id }, body }) =>
    json({ queued: await applyMissed(access.teamId, id, body.type, access.actor) }),
)
