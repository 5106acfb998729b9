import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { takeOne, unsubscribesPerLink } from '@/lib/auth/rate-limit'
import { recipientIn } from './link'
import { isSuppressed } from './suppressions'
import { type Recipient, subscribeAgain, unsubscribe } from './unsubscribe'

export interface LinkPage {
  site: string
  /** As much of the address as its owner needs to know it: `a•••@example.com`. */
  address: string
  isUnsubscribed: boolean
}

/** What a link in a mail shows; changes nothing, however often a scanner looks. Null: not one of ours, or its site is gone. */
export async function readUnsubscribeLink(token: string): Promise<LinkPage | null> {
  const recipient = recipientIn(token)
  if (!recipient) return null
  return withTeams(recipient.teamId, async (tx) => {
    const site = await siteOf(tx, recipient)
    if (!site) return null
    const isUnsubscribed = (await isSuppressed(tx, recipient)) === 'unsubscribed'
    return { site: site.name, address: masked(recipient.email), isUnsubscribed }
  })
}

export type FollowedLink =
  | { ok: true }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'too_many'; wait: number }

/**
 * Does what the button of the page, or of a mail program, asks for. Tries are counted per link, not per caller: mail programs
 * press it for their people from a few addresses of their own.
 */
export async function followUnsubscribeLink(token: string, wants: 'none' | 'again'): Promise<FollowedLink> {
  const recipient = recipientIn(token)
  if (!recipient) return { ok: false, reason: 'unknown' }
  const wait = await takeOne(unsubscribesPerLink, token)
  if (wait > 0) return { ok: false, reason: 'too_many', wait }
  return withTeams(recipient.teamId, async (tx): Promise<FollowedLink> => {
    if (!(await siteOf(tx, recipient))) return { ok: false, reason: 'unknown' }
    if (wants === 'none') await unsubscribe(tx, recipient, 'By the link in a mail.')
    else await subscribeAgain(tx, recipient)
    return { ok: true }
  })
}

async function siteOf(tx: Tx, { teamId, siteId }: Recipient) {
  const [site] = await tx
    .select({ name: sites.name })
    .from(sites)
    .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId)))
  return site
}

function masked(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}•••${email.slice(at)}`
}
