import { NextRequest } from 'next/server'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import type { EmailConfig } from 'next-auth/providers/email'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { signInLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { hashToken, randomToken } from '@/lib/secrets/tokens'
import { adapter } from './adapter'
import { linkTo } from './link-url'
import { safePath } from './safe-path'
import { authSecret } from './secret'
import { idleMs } from './sessions'

export const linkSeconds = 10 * 60
const cookie = { session: 'sluice.session', csrf: 'sluice.csrf' }

/** The library calls the provider with its own URL in hand; we take the token and the way back from it, never the host. */
const email: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'Email',
  maxAge: linkSeconds,
  async sendVerificationRequest({ identifier, token, url }) {
    const back = new URL(url).searchParams.get('callbackUrl') ?? '/'
    const { pathname, search, hash } = new URL(back, env().APP_URL)
    const link = linkTo({ token, email: identifier, next: safePath(`${pathname}${search}${hash}`) })
    await sendMail({ to: identifier, ...signInLetter(identifier, link) })
  },
}

function config(): NextAuthConfig {
  return {
    providers: [email],
    adapter: adapter(),
    basePath: '/api/auth',
    secret: authSecret(),
    // Safe, because requests are made here, of APP_URL; its HTTP routes are not mounted at all.
    trustHost: true,
    useSecureCookies: false,
    session: { strategy: 'database', maxAge: idleMs / 1000, generateSessionToken: randomToken },
    cookies: { sessionToken: { name: cookie.session }, csrfToken: { name: cookie.csrf } },
    logger: {
      error: (error) => (error.name === 'Verification' ? undefined : log.error('sign-in failed', { error })),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

let made: ReturnType<typeof NextAuth> | undefined

/** Made at first use: the secret is not there while `next build` imports this file. */
function authJs() {
  made ??= NextAuth(config())
  return made
}

/** Asks Auth.js to mail a link. False when it could not. */
export async function mailLink(address: string, next: string): Promise<boolean> {
  return !failed(await post('signin/email', { email: address, callbackUrl: next }))
}

/** Hands a token to Auth.js, which uses it up and makes the session. Returns the new session's token, or null. */
export async function spendToken(address: string, token: string): Promise<string | null> {
  const query = new URLSearchParams({ email: address, token })
  const response = await post(`callback/email?${query}`, {})
  const line = response.headers.getSetCookie().find((one) => one.startsWith(`${cookie.session}=`))
  return failed(response) ? null : (/=([\w-]{20,})/.exec(line ?? '')?.[1] ?? null)
}

const failed = (response: Response) => !response.ok && !isGoodRedirect(response)

/** Success and failure both redirect; a failure says `error=`. */
function isGoodRedirect(response: Response) {
  const location = response.headers.get('location')
  return response.status === 302 && location !== null && !new URL(location, env().APP_URL).searchParams.has('error')
}

/** Auth.js protects its forms by a cookie and a field that match; the browser's request was checked by its Origin before. */
async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const csrf = randomToken()
  const request = new NextRequest(new URL(`/api/auth/${path}`, env().APP_URL), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: `${cookie.csrf}=${csrf}%7C${hashToken(`${csrf}${authSecret()}`)}`,
    },
    body: new URLSearchParams({ ...fields, csrfToken: csrf }),
  })
  return authJs().handlers.POST(request)
}
