import { sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { refold } from '@/lib/figures/refold'

/**
 * Has the lane fold again what a site's new reporting currency leaves unconverted, so that Stripe is asked what it booked
 * (lib/ledger/settlement.ts). Figures follow first: whose money is foreign now is told by them.
 */
export const refoldUnsettled = (teamId: TeamId, siteId: SiteId): Promise<void> =>
  refold(
    teamId,
    sql`
      select l.connection_id as connection, l.charge_id as id, l.livemode from ledger l
      join sites s on s.team_id = l.team_id and s.id = l.site_id
      where l.team_id = ${teamId} and l.site_id = ${siteId} and l.settled is null and l.net > 0
        and l.currency is distinct from upper(coalesce(s.reporting_currency, (
          select n.default_currency from connections n where n.team_id = l.team_id and n.id = l.connection_id)))`,
  )
