import { z } from 'zod'
import { byParam, endpoint, notFound } from '@/app/api/endpoint'
import { rawOf } from '@/lib/inbox/queries'

/** More than the receiver takes, so nothing is ever cut here. */
const whole = 2 * 1024 * 1024

export const GET = endpoint(
  {
    summary: 'The body of a webhook event, byte for byte, as a file',
    allow: 'events.raw',
    team: byParam('webhook_event'),
    params: z.object({ id: z.uuid() }),
    answer: z.string(),
  },
  async ({ access, params }) => {
    const raw = await rawOf(access.teamId, params.id, whole)
    if (!raw) throw notFound()
    return new Response(Buffer.from(raw.body), {
      headers: {
        // Never as HTML or as something a browser opens: it is what a stranger wrote.
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${params.id}.json"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  },
)
