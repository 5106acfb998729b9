import { createHash, timingSafeEqual } from 'node:crypto'
import { env, isLocal } from '@/lib/env'

/** `hidden`: there is no such page; `refused`: there is, and the token is missing or wrong. */
export function mayReadMetrics(authorization: string | null): 'allowed' | 'refused' | 'hidden' {
  const token = env().METRICS_TOKEN
  if (token === undefined) return isLocal(env()) ? 'allowed' : 'hidden'
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token)) ? 'allowed' : 'refused'
}

/** Digests are of one length, which timingSafeEqual needs, and do not tell how long the token is. */
const digest = (text: string) => createHash('sha256').update(text).digest()
