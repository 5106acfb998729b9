import type { TeamId, UserId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { findDestination } from '@/lib/destinations/queries'
import { env } from '@/lib/env'
import { enqueue } from '@/lib/jobs'
import { destinationDisabledLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { reasonText } from '@/lib/reasons'
import { addressOfOwner, ownersOf } from '@/lib/teams/owners'
import { destinationDisabledJob } from './jobs'

export async function tellOwnersOfDisabled(teamId: TeamId, destinationId: string): Promise<void> {
  const jobs = (await ownersOf(teamId)).map((ownerId) => destinationDisabledJob(teamId, destinationId, ownerId))
  await withTeams(teamId, (tx) => enqueue(tx, jobs))
}

/** Mails one owner, unless somebody has enabled it meanwhile or they are no owner any more. */
export async function tellOwnerOfDisabled(teamId: TeamId, destinationId: string, ownerId: UserId): Promise<void> {
  const destination = await findDestination(teamId, destinationId)
  const to = await addressOfOwner(teamId, ownerId)
  if (destination?.record.state !== 'disabled' || !to) return
  const { record, health } = destination
  await sendMail({
    to,
    ...destinationDisabledLetter({
      destination: record.name,
      cause: reasonText(record.disabledReason ?? 'receiver_failed').title,
      says: record.lastSays,
      since: record.failingSince ?? record.disabledAt ?? new Date(),
      kept: health.missed,
      link: `${env().APP_URL}/sites/${record.siteId}/destinations/${record.id}`,
    }),
  })
}
