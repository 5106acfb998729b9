import { type SQL, sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { allTeams } from '@/lib/figures/recompute'
import { refold } from '@/lib/figures/refold'
import { customerKey } from '@/lib/subscribers/party'
import type { Resting } from './jobs'

/**
 * Has the lane fold every subscription again that rests on an object: a product's name, a coupon, tiers. Those are looked for
 * among all of the connection's (no index may be used for `@>` under row-level security); a customer's own discount, which a
 * campaign changes by the thousand, by the customer.
 */
export function refoldResting({ teamId, connectionId, livemode, objectId, ofCustomer }: Resting & { teamId: TeamId }) {
  const rests = ofCustomer
    ? sql`u.party_key = ${customerKey(connectionId, objectId)}`
    : sql`u.rests_on @> ${sql.param([objectId])}::text[]`
  return refold(
    teamId,
    subscriptionsOf(teamId, sql`u.connection_id = ${connectionId} and u.livemode = ${livemode} and ${rests}`),
  )
}

/** The same for every subscription at home on a site, whose policy changed. */
export const refoldSite = (teamId: TeamId, siteId: SiteId): Promise<void> =>
  refold(teamId, subscriptionsOf(teamId, sql`u.site_id = ${siteId}`))

/** Once a day: a discount that counts until it ends may have ended, the only thing that changes MRR without an event. */
export async function refoldEnding(): Promise<void> {
  for await (const teamId of allTeams())
    await refold(teamId, subscriptionsOf(teamId, sql`'discount_until_end' = any(u.mrr_notes)`))
}

const subscriptionsOf = (teamId: TeamId, which: SQL) => sql`
  select u.connection_id as connection, u.subscription_id as id, u.livemode
  from subscriptions u where u.team_id = ${teamId} and ${which}`
