import { z } from 'zod'
import { byParam, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import { catalogueRow } from '@/lib/catalogue'
import { testSend } from '@/lib/deliveries/test-send'
import { reasonText } from '@/lib/reasons'
import { outgoing } from '../../outgoing'

const answer = z.object({
  outcome: z.enum(['delivered', 'refused', 'try-again']),
  reason: z.string().nullable(),
  title: z.string().nullable(),
  says: z.string().nullable(),
  duration_ms: z.number(),
  /** Requests and responses, masked. */
  exchanges: z.array(z.looseObject({})),
})

export const POST = endpoint(
  {
    summary: 'Send an example event and show what the receiver answers; it is not kept and not tried again',
    allow: 'destinations.manage',
    team: byParam('destination'),
    params: z.object({ id: z.uuid() }),
    body: z.object({ type: z.string().default('charge.succeeded'), email: z.email().default('test@example.com') }),
    answer,
  },
  async ({ access, params, body }) => {
    if (!catalogueRow(body.type)) throw invalid({ type: 'There is no such event.' })
    const sent = await testSend(access, params.id, body, await outgoing(access.teamId))
    if (!sent) throw notFound()
    const { outcome, exchanges, durationMs } = sent
    const reason = outcome.status === 'delivered' ? null : outcome.reason
    return json({
      outcome: outcome.status,
      reason,
      title: reason && reasonText(reason).title,
      says: outcome.says ?? null,
      duration_ms: durationMs,
      exchanges,
    })
  },
)
