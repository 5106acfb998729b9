import { clearedSessionCookie, sessionTokenFrom } from '@/lib/auth/cookie'
import { endSession } from '@/lib/auth/sessions'
import { refuseForeignOrigin } from '../../caller'
import { endpoint } from '../../endpoint'

/** Ends this session on the server and clears its cookie. Works for an ended session too: one is signed out either way. */
export const POST = endpoint({ summary: 'Sign out', allow: 'everyone' }, async ({ request }) => {
  refuseForeignOrigin(request)
  const token = sessionTokenFrom(request.headers.get('cookie'))
  if (token) await endSession(token)
  const headers = { 'set-cookie': clearedSessionCookie(), 'cache-control': 'no-store' }
  return new Response(null, { status: 204, headers })
})
