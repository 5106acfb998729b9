import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
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
