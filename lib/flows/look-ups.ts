import { and, eq, isNull } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { catalogueRow } from '@/lib/catalogue'
import { productsOfSite } from '@/lib/connections/product-names'
import type { LookUps } from './words'

/** The names that sentences about a site's flows need. */
export async function lookUpsOf(teamId: TeamId, siteId: SiteId): Promise<LookUps> {
  const [sendsTo, sells] = await Promise.all([destinationsOf(teamId, siteId), productsOfSite(teamId, siteId)])
  const destinationNames = new Map(sendsTo.map(({ id, name }) => [id, name]))
  const productNames = new Map(sells.map(({ id, name }) => [id, name]))
  return {
    eventLabel: (type) => catalogueRow(type)?.label ?? type,
    destinationName: (id) => destinationNames.get(id) ?? null,
    productName: (id) => productNames.get(id) ?? null,
  }
}

const destinationsOf = (teamId: TeamId, siteId: SiteId) =>
  withTeams(teamId, (tx) =>
    tx
      .select({ id: destinations.id, name: destinations.name })
      .from(destinations)
      .where(and(eq(destinations.teamId, teamId), eq(destinations.siteId, siteId), isNull(destinations.deletedAt))),
  )
