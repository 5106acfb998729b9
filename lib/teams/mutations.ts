import { and, eq, isNull } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { apiKeys, invitations, teamMembers, teams } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit/index'
import { disconnectAll } from '@/lib/connections/mutations'
import { enqueue } from '@/lib/jobs'
import { holdLane } from '@/lib/tenancy/hold-lane'
import { purgeTeamJob } from './jobs'
import { lockSeats } from './seats'

export interface TeamDoer {
  teamId: TeamId
  actor: AuditActor & { label: string }
}

/** Gives the team another name. */
export async function renameTeam(by: TeamDoer, name: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [before] = await tx.select({ name: teams.name }).from(teams).where(eq(teams.id, by.teamId)).for('update')
    await tx.update(teams).set({ name }).where(eq(teams.id, by.teamId))
    await enterTeams(tx, [by.teamId])
    await audit(tx, {
      ...by,
      action: 'team.renamed',
      subject: by.teamId,
      detail: { before: before?.name, after: name },
    })
  })
}

/**
 * Ends a team for everyone at once: its Stripe accounts are disconnected, and nobody belongs to it any more, so no page,
 * key or invitation reaches it. Its rows follow in the background (purge.ts), however many they are. The members go before
 * the accounts: a return from Stripe holds the seat of its person, so it has connected by then and is found, or finds itself locked out.
 */
export async function deleteTeam(by: TeamDoer): Promise<void> {
  await db.transaction(async (tx) => {
    await holdLane(tx, by.teamId)
    await lockSeats(tx, by.teamId)
    await tx.delete(teamMembers).where(eq(teamMembers.teamId, by.teamId))
    await tx.delete(invitations).where(eq(invitations.teamId, by.teamId))
    await tx
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKeys.teamId, by.teamId), isNull(apiKeys.revokedAt)))
    await enterTeams(tx, [by.teamId])
    await disconnectAll(tx, by.teamId, by.actor)
    await audit(tx, { ...by, action: 'team.deleted', subject: by.teamId })
    await enqueue(tx, [purgeTeamJob(by.teamId, new Date())])
  })
}
