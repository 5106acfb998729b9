import { z } from 'zod'
import { sessionCookie, sessionTokenFrom } from '@/lib/auth/cookie'
import { useLink } from '@/lib/auth/links'
import { refuseForeignOrigin } from '../../caller'
import { ApiError, endpoint, json } from '../../endpoint'

const problems = {
  expired: 'This link has expired. Links work for 10 minutes.',
  used: 'This link was already used. Each link works once.',
  broken: 'This link is not complete. Open it from the mail once more.',
}

/** Uses a sign-in link once. Only by POST from our own page: what fetches links uses none up (AU-08). */
export const POST = endpoint(
  {
    summary: 'Sign in with a mailed link',
    allow: 'everyone',
    body: z.object({ token: z.string(), email: z.string(), next: z.string() }),
    answer: z.object({ next: z.string() }),
  },
  async ({ body, request }) => {
    refuseForeignOrigin(request)
    const result = await useLink(body, sessionTokenFrom(request.headers.get('cookie')))
    if (!result.ok) throw new ApiError(410, result.reason, problems[result.reason])
    return json({ next: result.next }, { headers: { 'set-cookie': sessionCookie(result.token) } })
  },
)
