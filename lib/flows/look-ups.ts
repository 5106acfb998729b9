import { and, eq, isNull } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { catalogueRow } from '@/lib/catalogue'
import { namesOfProducts } from '@/lib/connections/product-names'
import { productsIn } from './conditions'
import type { FlowDefinition } from './definition'
import type { LookUps } from './words'

/** The names that sentences about a site's flows need; about conditions, those of `definition`. */
export function lookUpsOf(teamId: TeamId, siteId: SiteId, definition?: FlowDefinition | null): Promise<LookUps> {
  return withTeams(teamId, async (tx) => {
    const sendsTo = await tx
      .select({ id: destinations.id, name: destinations.name })
      .from(destinations)
      .where(and(eq(destinations.teamId, teamId), eq(destinations.siteId, siteId), isNull(destinations.deletedAt)))
    const destinationNames = new Map(sendsTo.map(({ id, name }) => [id, name]))
    const productNames = await namesOfProducts(tx, teamId, definition ? productsIn(definition) : [])
    return {
      eventLabel: (type) => catalogueRow(type)?.label ?? type,
      destinationName: (id) => destinationNames.get(id) ?? null,
      productName: (id) => productNames.get(id) ?? null,
    }
  })
}
