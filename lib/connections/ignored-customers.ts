import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { peopleOf } from '@/lib/events/people'
import { customerKey } from '@/lib/subscribers/party'
import type { Actor } from './actor'

/** As many as one list may hold: it is read with every batch of events. */
export const mostIgnored = 500

/** Changes of one list by two people at once do not undo each other: each names customers, none the whole list. */
export const ignoredCustomersChanges = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        customer_id: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9_-]{1,255}$/, 'Give a Stripe customer id, such as cus_NffrFeUfNV2Hib.'),
        ignored: z.boolean(),
      }),
    )
    .min(1)
    .max(mostIgnored),
})
export type IgnoredCustomersChanges = z.infer<typeof ignoredCustomersChanges>

export const ignoredCustomersJsonSchema = z.object({
  data: z.array(
    z.object({
      customer_id: z.string(),
      /** Who that is here; null where nobody is known. */
      subscriber: z.object({ id: z.string(), email: z.string(), name: z.string().nullable() }).nullable(),
    }),
  ),
})
export type IgnoredCustomers = z.infer<typeof ignoredCustomersJsonSchema>

/** The customers of a connection whose events change nothing; null when the connection is not the team's. */
export function readIgnoredCustomers(teamId: TeamId, connectionId: string): Promise<IgnoredCustomers | null> {
  return withTeams(teamId, async (tx) => {
    const connection = await find(tx, teamId, connectionId)
    return connection && withPeople(tx, teamId, connectionId, connection)
  })
}

/**
 * Puts customers on the ignore list, or takes them off. It holds from the next event on: what was counted stays, and what
 * was left out can be applied afterwards (lib/inbox/missed.ts).
 */
export function changeIgnoredCustomers(
  teamId: TeamId,
  connectionId: string,
  { changes }: IgnoredCustomersChanges,
  actor: Actor,
): Promise<IgnoredCustomers | 'not_found' | 'too_many'> {
  return withTeams(teamId, async (tx) => {
    const before = await find(tx, teamId, connectionId, 'for update')
    if (!before) return 'not_found'
    const ids = new Set(before.ids)
    for (const { customer_id: id, ignored } of changes) {
      if (ignored) ids.add(id)
      else ids.delete(id)
    }
    if (ids.size > mostIgnored) return 'too_many'

    const after = { ...before, ids: [...ids].sort() }
    const added = after.ids.filter((id) => !before.ids.includes(id))
    const removed = before.ids.filter((id) => !ids.has(id))
    if (added.length + removed.length > 0) {
      await tx
        .update(connections)
        .set({ ignoredCustomers: after.ids })
        .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
      await audit(tx, {
        teamId,
        actor,
        action: 'connection.ignored_customers',
        subject: connectionId,
        detail: { added, removed },
      })
    }
    return withPeople(tx, teamId, connectionId, after)
  })
}

interface Listed {
  ids: string[]
  siteId: SiteId
  livemode: boolean
}

async function find(tx: Tx, teamId: TeamId, connectionId: string, lock?: 'for update'): Promise<Listed | null> {
  const query = tx
    .select({ ids: connections.ignoredCustomers, siteId: connections.siteId, livemode: connections.livemode })
    .from(connections)
    .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
  const [row] = lock ? await query.for('update') : await query
  return row ?? null
}

async function withPeople(tx: Tx, teamId: TeamId, connectionId: string, { ids, siteId, livemode }: Listed) {
  const rows = ids.map((id) => ({ id, siteId, livemode, partyKey: customerKey(connectionId, id) }))
  const people = await peopleOf(tx, teamId, rows)
  return { data: rows.map((row) => ({ customer_id: row.id, subscriber: people.of(row) })) }
}
