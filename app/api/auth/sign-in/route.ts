import { z } from 'zod'
import { clientAddress } from '@/lib/auth/client-address'
import { askForLink } from '@/lib/auth/links'
import { env } from '@/lib/env'
import { mailboxSchema } from '@/lib/teams/schema'
import { refuseForeignOrigin } from '../../caller'
import { ApiError, endpoint, json, tooMany } from '../../endpoint'

/** Mails a sign-in link. The answer is the same whether or not the address is known here (AU-10). */
export const POST = endpoint(
  {
    summary: 'Mail a sign-in link',
    allow: 'everyone',
    body: z.object({ email: mailboxSchema, next: z.string().optional() }),
    answer: z.object({ email: z.string() }),
  },
  async ({ body, request }) => {
    refuseForeignOrigin(request)
    const asked = await askForLink(body.email, body.next, clientAddress(request.headers, env().TRUSTED_PROXIES))
    if (asked.ok) return json({ email: body.email })
    if (asked.reason === 'too_many')
      throw tooMany(asked.wait, `Too many links were asked for. Try again in ${inWords(asked.wait)}.`)
    throw new ApiError(
      503,
      'mail_failed',
      'We could not send mail just now. Try again in 1 min.',
      {},
      { 'retry-after': '60' },
    )
  },
)

const inWords = (seconds: number) => (seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)
