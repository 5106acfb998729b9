import { Activity } from 'lucide-react'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { EndedStrip } from '@/components/connections/ended-strip'
import { EventLog } from '@/components/events/event-log'
import { NoEvents } from '@/components/events/no-events'
import { inMode, type Mode, modeOf } from '@/components/layout/mode'
import { destinationStep } from '@/components/overview/destination-step'
import { dismissedCookie } from '@/components/overview/dismissed-cookie'
import { FirstRunList } from '@/components/overview/first-run-list'
import { accountsOf } from '@/components/overview/flow-steps'
import { flowsStep } from '@/components/overview/flows-step'
import { LiveFlow } from '@/components/overview/live-flow'
import { RedrawOnChange } from '@/components/overview/redraw-on-change'
import { Banner } from '@/components/ui/banner'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { listConnections } from '@/lib/connections/queries'
import { destinationJson } from '@/lib/destinations/json'
import { listDestinations } from '@/lib/destinations/queries'
import { logRow } from '@/lib/events/log-row'
import { listEvents } from '@/lib/events/queries'
import { flowJson } from '@/lib/flows/json'
import { listFlows } from '@/lib/flows/queries'
import { activityOf } from '@/lib/overview/activity'
import { firstRunOf } from '@/lib/overview/first-run'
import { type MovedAway, movedAway } from '@/lib/overview/moved'
import { sandboxUrl } from '@/lib/overview/sandbox'
import { can } from '@/lib/tenancy/roles'

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
  const [activity, facts, { rows: connections }, { rows: flows }, { rows: destinations }, newest, moved, jar] =
    await Promise.all([
      activityOf(teamId, siteId, livemode),
      firstRunOf(teamId, siteId),
      listConnections(teamId, { siteId }, { limit: 50 }),
      listFlows(teamId, { siteId, livemode }, { limit: 50 }),
      listDestinations(teamId, { siteId, livemode }, { limit: 50 }),
      listEvents(teamId, { siteId, livemode, main: true }, { limit: shown }),
      movedAway(teamId, siteId, livemode),
      cookies(),
    ])
  const events = `/sites/${siteId}/events`
  const accounts = accountsOf(mode, connections, activity)
  const [account] = accounts
  const first = facts.account === null ? undefined : { account: facts.account, livemode: facts.livemode }

  return (
    <>
      <PageHeader title="Overview" description={`What flows into ${siteName}, and what came of it.`} />
      {facts.firstEvent === null ? (
        // Checklist and list are drawn by the server; the first event of either mode draws them anew.
        <FirstEventWatch siteId={siteId} />
      ) : null}
      <div className="flex flex-col gap-8">
        {moved && accounts.length === 0 ? <Moved {...moved} mode={mode} /> : null}
        <EndedStrip teamId={teamId} connections={accounts} mayConnect={can(role, 'connections.manage')} />
        <LiveFlow
          first={activity}
          mode={mode}
          teamId={teamId}
          site={{ id: siteId, name: siteName }}
          accounts={connections.map(({ id, name, status, livemode }) => ({ id, name, status, livemode }))}
          flows={flowsStep(flows.map(flowJson), inMode(`/sites/${siteId}/flows`, mode))}
          destinations={destinationStep(
            destinations.map(destinationJson),
            inMode(`/sites/${siteId}/destinations`, mode),
          )}
        />
        <FirstRunList
          facts={facts}
          teamId={teamId}
          siteId={siteId}
          role={role}
          sandbox={sandboxUrl(first)}
          dismissed={jar.has(dismissedCookie)}
        />
        {facts.firstEvent === null ? null : (
          <section>
            <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
              <h2 className="font-semibold text-lg">Latest events</h2>
              <Link href={inMode(events, mode)} className="touchable text-link">
                More events
              </Link>
            </div>
            <EventLog
              key={mode}
              label={`Latest ${mode === 'test' ? 'test ' : ''}events of ${siteName}`}
              source={`/api/v1/events/log?site_id=${siteId}&livemode=${livemode}&main=true&limit=${shown}`}
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
                  connectionId={account?.id ?? null}
                  sandbox={sandboxUrl(account && { account: account.account, livemode })}
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

function Moved({ name, siteId, siteName, mode }: MovedAway & { mode: Mode }) {
  return (
    <Banner
      title={
        <>
          {name} now sends to{' '}
          <Link href={inMode(`/sites/${siteId}`, mode)} className="text-link">
            {siteName}
          </Link>
        </>
      }
    >
      What it sent here before stays here.
    </Banner>
  )
}

function FirstEventWatch({ siteId }: { siteId: string }) {
  return ['true', 'false'].map((livemode) => (
    <RedrawOnChange
      key={livemode}
      source={`/api/v1/events/activity?site_id=${siteId}&livemode=${livemode}`}
      drawn={{ events: 0 }}
    />
  ))
}
