import { env } from '@/lib/env'

/** AUTH_SECRET, or an error: without it nobody signs in, rather than everybody with an empty secret (AU-17). */
export function authSecret(): string {
  const secret = env().AUTH_SECRET
  if (!secret) throw new Error('AUTH_SECRET is not set')
  return secret
}
