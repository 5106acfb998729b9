import { cookies } from 'next/headers'
import { cache } from 'react'
import { orUnavailable } from '@/lib/tenancy/unavailable'
import { sessionCookieName } from './cookie'
import { findSession, type Session, type User } from './sessions'

/** The session of the page request being rendered, read once a request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const jar = await cookies()
  return orUnavailable(findSession(jar.get(sessionCookieName())?.value))
})

/** Who is signed in, or null. */
export async function currentUser(): Promise<User | null> {
  return (await currentSession())?.user ?? null
}
