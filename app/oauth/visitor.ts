import { sessionTokenFrom } from '@/lib/auth/cookie'
import { findSession } from '@/lib/auth/sessions'
import type { Visitor } from '@/lib/connections/connect'

/** Who is signed in at the browser that sent this request. */
export async function visitorOf(request: Request): Promise<Visitor | null> {
  const session = await findSession(sessionTokenFrom(request.headers.get('cookie')))
  if (!session) return null
  const { user, hash } = session
  return { id: user.id, label: user.name ?? user.email, sessionHash: hash }
}
