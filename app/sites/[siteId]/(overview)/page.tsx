import { Activity } from 'lucide-react'
import type { Metadata } from 'next'
import { EventLog } from '@/components/events/event-log'
import { NoEvents } from '@/components/events/no-events'
import { inMode, modeOf } from '@/components/layout/mode'
import { FirstRunList } from '@/components/overview/first-run-list'
import { LiveFlow } from '@/components/overview/live-flow'
import { RedrawOnChange } from '@/components/overview/redraw-on-change'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { listConnections } from '@/lib/connections/queries'
import { logRow } from '@/lib/events/log-row'
import { listEvents } from '@/lib/events/queries'
import { activityOf } from '@/lib/overview/activity'
import { firstRunOf } from '@/lib/overview/first-run'
import { sandboxUrl } from '@/lib/overview/sandbox'

type Props = PageProps<'/sites/[siteId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Overview – ${siteName}` }
}

export default async function OverviewPage({ params, searchParams }: Props) {
  const access = await requireSite((await params).siteId)
  const { teamId, siteId, siteName, role } = access
  const mode = modeOf((await searchParams).mode)
  const livemode = mode === 'live'
  const [activity, facts, { rows: connections }, newest] = await Promise.all([
    activityOf(teamId, siteId, livemode),
    firstRunOf(teamId, siteId),
    listConnections(teamId, { siteId }, { limit: 50 }),
    listEvents(teamId, { siteId, livemode }, { limit: shown }),
  ])
  const events = `/sites/${siteId}/events`
  const sandbox = sandboxUrl()

  return (
    <>
      <PageHeader title="Overview" description={`What flows into ${siteName}, and what came of it.`} />
      {facts.firstEvent === null ? (
        // Checklist and list are drawn by the server; the first event of either mode draws them anew.
        <FirstEventWatch siteId={siteId} />
      ) : null}
      <div className="flex flex-col gap-8">
        <LiveFlow
          first={activity}
          mode={mode}
          teamId={teamId}
          site={{ id: siteId, name: siteName }}
          accounts={connections
            // A live connection brings test events too while there is none for test mode.
            .filter((connection) => connection.livemode || !livemode)
            .map(({ id, name, status }) => ({ id, name, status }))}
        />
        <FirstRunList facts={facts} teamId={teamId} siteId={siteId} role={role} sandbox={sandbox} />
        {facts.firstEvent === null ? null : (
          <section>
            <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
              <h2 className="font-semibold text-lg">Latest events</h2>
              <Link href={inMode(events, mode)} className="touchable text-link">
                All events
              </Link>
            </div>
            <EventLog
              key={mode}
              label={`Latest ${mode === 'test' ? 'test ' : ''}events of ${siteName}`}
              source={`/api/v1/events/log?site_id=${siteId}&livemode=${livemode}&limit=${shown}`}
              first={{ data: newest.rows.map(logRow), next_cursor: newest.next }}
              base={events}
              mode={mode}
              glance={shown}
              empty={
                <NoEvents
                  icon={<Activity aria-hidden />}
                  mode={mode}
                  teamId={teamId}
                  siteId={siteId}
                  connectionId={facts.connectionId}
                  sandbox={sandbox}
                />
              }
            />
          </section>
        )}
      </div>
    </>
  )
}

/** Rows on the overview. */
const shown = 8

function FirstEventWatch({ siteId }: { siteId: string }) {
  return ['true', 'false'].map((livemode) => (
    <RedrawOnChange
      key={livemode}
      source={`/api/v1/events/activity?site_id=${siteId}&livemode=${livemode}`}
      drawn={{ events: 0 }}
    />
  ))
}
