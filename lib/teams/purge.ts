import { and, eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { teamMembers, teams } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { sluice } from '@/lib/connections/actor'
import { endGrant } from '@/lib/connections/end-grant'
import { disconnectAll } from '@/lib/connections/mutations'
import { removeInRounds, rowsARound } from '@/lib/tenancy/remove-in-rounds'

/** How long we go on asking Stripe to end a grant before the rows go without its answer. */
const patienceMs = 3 * 86_400_000

/** In an order that stops new rows first: without its routes nothing arrives, and without its inbox an entry cannot be applied any more. The audit trail stays. */
const tables = [
  'routes',
  'flow_queue',
  'flow_steps',
  'flow_runs',
  'flow_versions',
  'flows',
  'suppressions',
  'delivery_queue',
  'delivery_attempts',
  'delivery_calls',
  'deliveries',
  'destination_contacts',
  'destination_pace',
  'destinations',
  'inbox_queue',
  'inbox',
  'waiting',
  'events',
  'ledger',
  'subscriptions',
  'invoices',
  'invoice_payments',
  'facts',
  'parties',
  'subscribers',
  'products',
  'event_settings',
  'connections',
  'sites',
]

/** Removes every row of a deleted team. Throws while Stripe still has to be told, to be called again later. */
export async function purgeTeam(teamId: TeamId, since: Date): Promise<void> {
  // The job is written in the commit that takes the last member out; a team somebody is in is not deleted.
  const members = await db.select({ role: teamMembers.role }).from(teamMembers).where(eq(teamMembers.teamId, teamId))
  if (members.length > 0) return
  await endGrants(teamId, since)
  for (const table of tables) await empty(teamId, table)
  await db.delete(teams).where(eq(teams.id, teamId))
}

/** Of every connection Stripe has not confirmed the end of, also one that came to be after the team was deleted. */
async function endGrants(teamId: TeamId, since: Date) {
  const pending = await withTeams(teamId, async (tx) => {
    await disconnectAll(tx, teamId, sluice)
    return tx
      .select({ id: connections.id })
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.deauthorizePending, true)))
  })
  for (const { id } of pending) {
    const end = await endGrant(teamId, id)
    if (end.outcome === 'try-again' && Date.now() - since.getTime() < patienceMs) {
      throw new Error('Stripe still has to end the grant of a deleted team')
    }
  }
}

async function empty(teamId: TeamId, table: string) {
  const rows = sql`select ctid from ${sql.identifier(table)} where team_id = ${teamId} limit ${rowsARound}`
  await removeInRounds(teamId, (tx) =>
    tx.execute(sql`delete from ${sql.identifier(table)} where ctid = any(array(${rows}))`),
  )
}
