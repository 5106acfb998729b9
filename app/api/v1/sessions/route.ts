import { clearedSessionCookie } from '@/lib/auth/cookie'
import { endAllSessions } from '@/lib/auth/sessions'
import { endpoint } from '../../endpoint'

export const DELETE = endpoint({ summary: 'Sign out everywhere', allow: 'signed in' }, async ({ access }) => {
  await endAllSessions(access.userId)
  const headers = { 'set-cookie': clearedSessionCookie(), 'cache-control': 'no-store' }
  return new Response(null, { status: 204, headers })
})
