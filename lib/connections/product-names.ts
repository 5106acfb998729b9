import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { products } from '@/db/schema/money'
import { withTeams } from '@/db/tenant'

/** As many as a picker can hold; every other one is given by its id. */
const most = 500

/** The products of a connection whose names are known, by name. What is deleted at Stripe is offered no more. */
export function knownProducts(teamId: TeamId, connectionId: string): Promise<{ id: string; name: string }[]> {
  return withTeams(teamId, async (tx) => {
    const rows = await tx
      .select({ id: products.productId, name: products.name })
      .from(products)
      .where(
        and(
          eq(products.teamId, teamId),
          eq(products.connectionId, connectionId),
          isNotNull(products.name),
          eq(products.isDeleted, false),
        ),
      )
      .orderBy(asc(products.name), asc(products.productId))
      .limit(most)
    // The same product in both modes is one.
    return [...new Map(rows.map(({ id, name }) => [id, { id, name: name ?? id }])).values()]
  })
}

/** What some products are called, by id; unnamed ones are left out. */
export async function productNames(
  teamId: TeamId,
  connectionId: string,
  ids: readonly string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const rows = await withTeams(teamId, (tx) =>
    tx
      .select({ id: products.productId, name: products.name })
      .from(products)
      .where(
        and(
          eq(products.teamId, teamId),
          eq(products.connectionId, connectionId),
          inArray(products.productId, [...ids]),
          isNotNull(products.name),
        ),
      ),
  )
  return Object.fromEntries(rows.map(({ id, name }) => [id, name ?? id]))
}

export interface SiteProduct {
  id: string
  name: string
  /** False: it was chosen once, and is chosen no more. */
  isOffered: boolean
}

/**
 * The named products of the connections that feed a site, by name, in one mode. What was `chosen` has its name also where it is offered
 * no more: deleted at Stripe, of an account that is routed elsewhere by now, or one of too many.
 */
export function productsOfSite(
  { teamId, siteId, livemode }: { teamId: TeamId; siteId: SiteId; livemode: boolean },
  chosen: readonly string[] = [],
): Promise<SiteProduct[]> {
  return withTeams(teamId, async (tx) => {
    const rows = await tx
      .select({ id: products.productId, name: products.name })
      .from(products)
      .innerJoin(connections, and(eq(connections.teamId, products.teamId), eq(connections.id, products.connectionId)))
      .where(
        and(
          eq(products.teamId, teamId),
          eq(connections.siteId, siteId),
          eq(products.livemode, livemode),
          isNotNull(products.name),
          eq(products.isDeleted, false),
        ),
      )
      .orderBy(asc(products.name), asc(products.productId))
      .limit(most)
    // Two connections may be of one account.
    const offered = new Map(rows.map(({ id, name }) => [id, { id, name: name ?? id, isOffered: true }]))
    const others = await namesOfProducts(
      tx,
      teamId,
      chosen.filter((id) => !offered.has(id)),
    )
    return [...offered.values(), ...[...others].map(([id, name]) => ({ id, name, isOffered: false }))]
  })
}

/** What some products are called, at whichever connection of the team they are. */
export async function namesOfProducts(tx: Tx, teamId: TeamId, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: products.productId, name: products.name })
    .from(products)
    .where(and(eq(products.teamId, teamId), inArray(products.productId, [...ids]), isNotNull(products.name)))
  return new Map(rows.map(({ id, name }) => [id, name ?? id]))
}
