import type { SiteId, TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { isSuppressed } from '@/lib/suppression/suppressions'
import type { FlowDefinition } from './definition'
import { lookUpsOf } from './look-ups'
import type { PastEvent } from './past-event'
import type { Trial } from './try'

interface Where {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
}

/** Everything a flow is tried with beside the event: names, and whether mail to the person is stopped. */
export async function trialOf(where: Where, definition: FlowDefinition, past: PastEvent): Promise<Trial> {
  return {
    ...past,
    lookUps: await lookUpsOf(where.teamId, where.siteId, definition),
    suppressed: await stoppedBy(where, past),
    // Under a mail that nobody gets: it unsubscribes nobody.
    unsubscribeUrl: new URL('/unsubscribe/example', env().APP_URL).toString(),
  }
}

async function stoppedBy(where: Where, { subscriber, isSample }: PastEvent): Promise<Trial['suppressed']> {
  if (!subscriber || isSample) return null
  const found = await withTeams(where.teamId, (tx) => isSuppressed(tx, { ...where, email: subscriber.email }))
  return found === null || found === 'unsubscribed' ? found : 'suppressed'
}
