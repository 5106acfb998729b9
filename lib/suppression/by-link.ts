import { and, eq, isNotNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { sites } from '@/db/schema/sites'
import { parties, subscribers } from '@/db/schema/subscribers'
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

/**
 * What a link in a mail shows; changes nothing, however often a scanner looks. Null: not one of ours, or its site is gone. Whoever just
 * subscribed again is not told by their subscriber, which says so a moment later.
 */
export async function readUnsubscribeLink(token: string, justSubscribed = false): Promise<LinkPage | null> {
  const recipient = recipientIn(token)
  if (!recipient) return null
  return withTeams(recipient.teamId, async (tx) => {
    const site = await siteOf(tx, recipient)
    if (!site) return null
    const isUnsubscribed =
      (await isSuppressed(tx, recipient)) === 'unsubscribed' || (!justSubscribed && (await saysSo(tx, recipient)))
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
    else await subscribeAgain(tx, recipient, 'link')
    return { ok: true }
  })
}

/** Whether their subscriber is unsubscribed, whichever address that was about. */
async function saysSo(tx: Tx, { teamId, siteId, livemode, partyKey }: Recipient): Promise<boolean> {
  const found = await tx
    .select({ id: subscribers.id })
    .from(parties)
    .innerJoin(subscribers, and(eq(subscribers.teamId, parties.teamId), eq(subscribers.id, parties.subscriberId)))
    .where(
      and(
        eq(parties.teamId, teamId),
        eq(parties.key, partyKey),
        eq(parties.siteId, siteId),
        eq(parties.livemode, livemode),
        isNotNull(subscribers.unsubscribedAt),
      ),
    )
  return found.length > 0
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
