import type { TeamId, UserId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { enqueue } from '@/lib/jobs'
import { accessLostLetter, connectionLostLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { addressOfOwner, ownersOf } from '@/lib/teams/owners'
import { tellOwnerJob } from './jobs'
import { findConnection } from './queries'

/** One job an owner (RT-05). */
export async function tellOwners(teamId: TeamId, connectionId: string): Promise<void> {
  const jobs = (await ownersOf(teamId)).map((ownerId) => tellOwnerJob(teamId, connectionId, ownerId))
  await withTeams(teamId, (tx) => enqueue(tx, jobs))
}

/** Mails one owner, unless the account has been reconnected or they are no owner any more. */
export async function tellOwner(teamId: TeamId, connectionId: string, ownerId: UserId): Promise<void> {
  const connection = await findConnection(teamId, connectionId)
  if (connection?.status !== 'disconnected' && connection?.status !== 'needs_reconnect') return
  const to = await addressOfOwner(teamId, ownerId)
  if (!to) return
  const link = `${env().APP_URL}/account/teams/${teamId}/stripe_accounts/${connectionId}`
  const letter = connection.status === 'disconnected' ? connectionLostLetter : accessLostLetter
  await sendMail({ to, ...letter({ connection: connection.name, account: connection.account, link }) })
}
