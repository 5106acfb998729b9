import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { verificationTokens } from '@/db/schema/auth'
import { hashToken } from '@/lib/secrets/tokens'
import { mailLink, spendToken } from './authjs'
import { type Link, linkFrom } from './link-url'
import { linksPerAddress, linksPerClient, takeOne } from './rate-limit'
import { safePath } from './safe-path'
import { authSecret } from './secret'
import { endSession } from './sessions'

export type Asked =
  | { ok: true }
  | { ok: false; reason: 'too_many'; wait: number }
  | { ok: false; reason: 'mail_failed' }

/** Mails a sign-in link. The same steps whether or not an account exists, so neither text nor time tells (AU-10). */
export async function askForLink(address: string, next: unknown, client: string): Promise<Asked> {
  const wait = (await takeOne(linksPerClient, client)) || (await takeOne(linksPerAddress, address))
  if (wait > 0) return { ok: false, reason: 'too_many', wait }
  return (await mailLink(address, safePath(next))) ? { ok: true } : { ok: false, reason: 'mail_failed' }
}

export type LinkState = 'good' | 'expired' | 'used' | 'broken'

/** What a link is worth, without using it: a GET or HEAD of a mail scanner may ask as often as it likes (AU-08). */
export async function readLink(parts: Record<keyof Link, unknown>): Promise<{ state: LinkState; link: Link | null }> {
  const link = linkFrom(parts)
  if (!link) return { state: 'broken', link }
  // Auth.js stores the hash of token and secret; a used token's row is gone, an expired one's stays for a day.
  const [row] = await db
    .select({ expires: verificationTokens.expires })
    .from(verificationTokens)
    .where(
      and(
        eq(verificationTokens.identifier, link.email),
        eq(verificationTokens.token, hashToken(`${link.token}${authSecret()}`)),
      ),
    )
  if (!row) return { state: 'used', link }
  return { state: row.expires > new Date() ? 'good' : 'expired', link }
}

export type SignedIn = { ok: true; token: string; next: string } | { ok: false; reason: Exclude<LinkState, 'good'> }

/** Uses a link once: ends the session this browser had, and answers with a new one (AU-07). */
export async function useLink(parts: Record<keyof Link, unknown>, before: string | undefined): Promise<SignedIn> {
  const { state, link } = await readLink(parts)
  if (!link || state !== 'good') return { ok: false, reason: state === 'good' ? 'broken' : state }
  const token = await spendToken(link.email, link.token)
  if (!token) return { ok: false, reason: 'used' }
  if (before) await endSession(before)
  return { ok: true, token, next: safePath(link.next) }
}
