import { and, eq, inArray } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { connectionOf } from '@/lib/subscribers/party'
import { customerOf, partiesOf } from '@/lib/subscribers/read-people'

export interface LinkedCustomer {
  /** Stripe's id. */
  id: string
  connectionId: string
  /** On the ignore list of that connection. */
  ignored: boolean
}

/** The Stripe customers that are one subscriber, each with the connection it belongs to. */
export function linkedCustomers(teamId: TeamId, subscriberId: string): Promise<LinkedCustomer[]> {
  return withTeams(teamId, async (tx) => {
    const linked = (await partiesOf(tx, teamId, [subscriberId])).flatMap(({ key }) => {
      const [id, connectionId] = [customerOf(key), connectionOf(key)]
      return id && connectionId ? [{ id, connectionId }] : []
    })
    if (linked.length === 0) return []
    const rows = await tx
      .select({ id: connections.id, ignored: connections.ignoredCustomers })
      .from(connections)
      .where(
        and(
          eq(connections.teamId, teamId),
          inArray(
            connections.id,
            linked.map((customer) => customer.connectionId),
          ),
        ),
      )
    const ignored = new Map(rows.map((row) => [row.id, row.ignored]))
    return linked.map((one) => ({ ...one, ignored: ignored.get(one.connectionId)?.includes(one.id) ?? false }))
  })
}
