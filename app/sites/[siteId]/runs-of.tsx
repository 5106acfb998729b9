import { RunsCard } from '@/components/flows/runs-card'
import type { SiteAccess } from '@/lib/auth'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { runJson } from '@/lib/flows/runs/json'
import { listRuns } from '@/lib/flows/runs/queries'

type RunsOfProps = {
  access: SiteAccess
  livemode: boolean
  /** What they are about. */
  of: { eventId: string } | { subscriberId: string }
  none: string
}

/** The card of runs that an event began or that a person is in, with its first rows. */
export async function RunsOf({ access: { teamId, siteId }, livemode, of, none }: RunsOfProps) {
  const [{ rows, next }, lookUps] = await Promise.all([
    listRuns(teamId, { siteId, ...of }, { limit: 10 }),
    lookUpsOf(teamId, siteId),
  ])
  const about = 'eventId' in of ? { event_id: of.eventId } : { subscriber_id: of.subscriberId }
  return (
    <RunsCard
      source={`/api/v1/runs?${new URLSearchParams({ site_id: siteId, ...about, limit: '10' })}`}
      first={{ data: rows.map((run) => runJson(run, lookUps)), next_cursor: next }}
      base={`/sites/${siteId}/flows`}
      mode={livemode ? 'live' : 'test'}
      none={none}
    />
  )
}
