import { and, eq, sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { retrieveAccount } from '@/lib/stripe/accounts'

/**
 * Asks Stripe what an account is called, its currency and country, for a connection made while Stripe could not be asked.
 * A name a person gave meanwhile stays. Returns `try-again` when Stripe gave no answer.
 */
export async function labelAccount(teamId: TeamId, connectionId: string): Promise<'done' | 'try-again'> {
  const here = and(eq(connections.teamId, teamId), eq(connections.id, connectionId))
  const [connection] = await withTeams(teamId, (tx) => tx.select().from(connections).where(here))
  if (!connection || connection.state === 'disconnected') return 'done'

  const found = await retrieveAccount(connection.stripeAccount, connection.livemode)
  if (!found.ok) return found.reason === 'not_connected' ? 'done' : 'try-again'

  const { name, defaultCurrency, country } = found.value
  const stillUnnamed = sql<string>`case when ${connections.name} = ${connections.stripeAccount} then ${name ?? connection.name} else ${connections.name} end`
  await withTeams(teamId, (tx) =>
    tx.update(connections).set({ accountName: name, defaultCurrency, country, name: stillUnnamed }).where(here),
  )
  return 'done'
}
