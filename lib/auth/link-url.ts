import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { authSecret } from './secret'

export interface Link {
  token: string
  email: string
  next: string
}

/** The page a mail points at. Its host is APP_URL's, whatever Host or Origin the request for it claimed. */
export function linkTo(link: Link): string {
  const url = new URL('/sign-in/confirm', env().APP_URL)
  url.search = new URLSearchParams({
    token: `${link.token}.${proof(link)}`,
    email: link.email,
    next: link.next,
  }).toString()
  return url.toString()
}

/** The link in its three parameters, or null when one of them was changed: token, address and way back belong together (AU-08). */
export function linkFrom({ token, email, next }: Record<keyof Link, unknown>): Link | null {
  if (typeof token !== 'string' || typeof email !== 'string' || typeof next !== 'string') return null
  const [random, given, ...more] = token.split('.')
  if (!random || !given || more.length > 0) return null
  const link = { token: random, email, next }
  const expected = Buffer.from(proof(link))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? link : null
}

const proof = ({ token, email, next }: Link) =>
  createHmac('sha256', authSecret())
    .update(JSON.stringify(['sign-in link', token, email, next]))
    .digest('base64url')
