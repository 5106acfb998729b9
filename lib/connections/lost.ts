import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { users } from '@/db/schema/auth'
import type { TeamId, UserId } from '@/db/schema/columns'
import { teamMembers } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { enqueue } from '@/lib/jobs'
import { accessLostLetter, connectionLostLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { tellOwnerJob } from './jobs'
import { findConnection } from './queries'

/** One job an owner, so that a mail server's refusal of one address never sends the others a second mail (RT-05). */
export async function tellOwners(teamId: TeamId, connectionId: string): Promise<void> {
  const owners = await db
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.role, 'owner')))
  const jobs = owners.map(({ userId }) => tellOwnerJob(teamId, connectionId, userId))
  await withTeams(teamId, (tx) => enqueue(tx, jobs))
}

/** Mails one owner, unless the account has been reconnected or they are no owner any more. */
export async function tellOwner(teamId: TeamId, connectionId: string, ownerId: UserId): Promise<void> {
  const connection = await findConnection(teamId, connectionId)
  if (connection?.status !== 'disconnected' && connection?.status !== 'needs_reconnect') return
  const [owner] = await db
    .select({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, ownerId), eq(teamMembers.role, 'owner')))
  if (!owner) return
  const link = `${env().APP_URL}/account/teams/${teamId}/stripe_accounts/${connectionId}`
  const letter = connection.status === 'disconnected' ? connectionLostLetter : accessLostLetter
  await sendMail({ to: owner.email, ...letter({ connection: connection.name, account: connection.account, link }) })
}
