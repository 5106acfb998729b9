import { and, asc, eq, inArray, isNotNull, type SQL } from 'drizzle-orm'
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
    // The same product in both modes is one.
    return listed(await offeredIn(tx, teamId, eq(products.connectionId, connectionId)))
  })
}

/** What some products of a connection are called, by id; unnamed ones are left out. */
export async function productNames(
  teamId: TeamId,
  connectionId: string,
  ids: readonly string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const here = and(eq(products.connectionId, connectionId), inArray(products.productId, [...ids]))
  return Object.fromEntries(await withTeams(teamId, (tx) => namesIn(tx, teamId, here)))
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
    const ofSite = tx
      .select({ id: connections.id })
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.siteId, siteId)))
    // Two connections may be of one account.
    const offered = await offeredIn(
      tx,
      teamId,
      and(inArray(products.connectionId, ofSite), eq(products.livemode, livemode)),
    )
    const others = chosen.filter((id) => !offered.has(id))
    return [
      ...listed(offered).map((product) => ({ ...product, isOffered: true })),
      ...listed(await namesOfProducts(tx, teamId, others)).map((product) => ({ ...product, isOffered: false })),
    ]
  })
}

/** What some products are called, at whichever connection of the team they are. */
export async function namesOfProducts(tx: Tx, teamId: TeamId, ids: readonly string[]): Promise<Map<string, string>> {
  return ids.length === 0 ? new Map() : namesIn(tx, teamId, inArray(products.productId, [...ids]))
}

const offeredIn = (tx: Tx, teamId: TeamId, where: SQL | undefined) =>
  namesIn(tx, teamId, and(where, eq(products.isDeleted, false)), most)

/** Id and name of those that have one, by name. */
async function namesIn(tx: Tx, teamId: TeamId, where: SQL | undefined, limit?: number): Promise<Map<string, string>> {
  const named = tx
    .select({ id: products.productId, name: products.name })
    .from(products)
    .where(and(eq(products.teamId, teamId), where, isNotNull(products.name)))
    .orderBy(asc(products.name), asc(products.productId))
  const rows = await (limit === undefined ? named : named.limit(limit))
  return new Map(rows.map(({ id, name }) => [id, name ?? id]))
}

const listed = (names: ReadonlyMap<string, string>) => [...names].map(([id, name]) => ({ id, name }))
