import { and, eq } from 'drizzle-orm'
import type { TeamId, UserId } from '@/db/schema/columns'
import { flows } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { enqueue } from '@/lib/jobs'
import { flowPausedLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { reasonText } from '@/lib/reasons'
import { addressOfOwner, ownersOf } from '@/lib/teams/owners'
import { flowPausedJob } from './jobs'

export async function tellOwnersOfPaused(teamId: TeamId, flowId: string): Promise<void> {
  const jobs = (await ownersOf(teamId)).map((ownerId) => flowPausedJob(teamId, flowId, ownerId))
  await withTeams(teamId, (tx) => enqueue(tx, jobs))
}

/** Mails one owner, unless somebody has resumed it meanwhile or they are no owner any more. */
export async function tellOwnerOfPaused(teamId: TeamId, flowId: string, ownerId: UserId): Promise<void> {
  const [flow] = await withTeams(teamId, (tx) =>
    tx
      .select()
      .from(flows)
      .where(and(eq(flows.teamId, teamId), eq(flows.id, flowId))),
  )
  const to = await addressOfOwner(teamId, ownerId)
  if (!flow?.pausedReason || flow.state !== 'paused' || flow.deletedAt || !to) return
  await sendMail({
    to,
    ...flowPausedLetter({
      flow: flow.name,
      why: reasonText(flow.pausedReason).explanation,
      since: flow.pausedAt ?? new Date(),
      link: `${env().APP_URL}/sites/${flow.siteId}/flows/${flow.id}`,
    }),
  })
}
