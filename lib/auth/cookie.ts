import { env } from '@/lib/env'
import { absoluteMs } from './sessions'

/** The `__Host-` prefix binds the cookie to this host over https; browsers refuse it on http, where only a laptop is. */
export const sessionCookieName = () => (isSecure() ? '__Host-sluice.session' : 'sluice.session')

const isSecure = () => new URL(env().APP_URL).protocol === 'https:'

/** One Set-Cookie line. The browser keeps it to the absolute end; the idle end is the server's to decide. */
export function sessionCookie(token: string) {
  return line(token, Math.floor(absoluteMs / 1000))
}

export const clearedSessionCookie = () => line('', 0)

function line(value: string, maxAge: number) {
  const secure = isSecure() ? '; Secure' : ''
  return `${sessionCookieName()}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
}

/** The session token in a Cookie header. Tokens need no decoding, so a malformed escape cannot throw (AU-18). */
export function sessionTokenFrom(header: string | null): string | undefined {
  const name = `${sessionCookieName()}=`
  for (const part of header?.split(';') ?? []) {
    const pair = part.trim()
    if (pair.startsWith(name)) return pair.slice(name.length) || undefined
  }
  return undefined
}
