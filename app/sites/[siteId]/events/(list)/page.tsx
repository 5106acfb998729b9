import { Activity } from 'lucide-react'
import type { Metadata } from 'next'
import { EndedStrip, isEnded } from '@/components/connections/ended-strip'
import { asksForAll, withAll } from '@/components/events/all-or-main'
import { EventFilters } from '@/components/events/event-filters'
import { EventLog } from '@/components/events/event-log'
import { NoEvents, NoMatch, OnlyDetails } from '@/components/events/no-events'
import { inMode, modeOf } from '@/components/layout/mode'
import { accountsOf } from '@/components/overview/flow-steps'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { everyEvent } from '@/lib/catalogue'
import { listConnections } from '@/lib/connections/queries'
import { logRow } from '@/lib/events/log-row'
import { type EventFilter, listEvents } from '@/lib/events/queries'
import { sandboxUrl } from '@/lib/overview/sandbox'
import { can } from '@/lib/tenancy/roles'
import { textParam } from '../../params'

export async function generateMetadata({ params }: PageProps<'/sites/[siteId]/events'>): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Events – ${siteName}` }
}

export default async function EventsPage({ params, searchParams }: PageProps<'/sites/[siteId]/events'>) {
  const { teamId, siteId, siteName, role } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const type = textParam(query.type)
  const email = textParam(query.email)
  const all = asksForAll(query.show)
  // Whoever asks for one type by its name gets it, detail or not.
  const main = !all && type === undefined
  const filter = { siteId, livemode: mode === 'live', type, email, main }
  const [page, { rows: connections }] = await Promise.all([
    listEvents(teamId, filter, { limit: 50 }),
    listConnections(teamId, { siteId }, { limit: 50 }),
  ])
  const onlyDetails =
    main &&
    page.rows.length === 0 &&
    (await listEvents(teamId, { ...filter, main: false }, { limit: 1 })).rows.length > 0
  const accounts = accountsOf(mode, connections, { received: page.rows.length })
  const [account] = accounts
  const ended = accounts.length > 0 && accounts.every(isEnded)
  const base = `/sites/${siteId}/events`
  const filtered = type !== undefined || email !== undefined

  return (
    <>
      <PageHeader
        title="Events"
        description={`What happened in Stripe, as it reached this site.${ended ? '' : ' A new one shows up here within a second.'}`}
      />
      <div className="mb-6 empty:hidden">
        <EndedStrip teamId={teamId} connections={accounts} mayConnect={can(role, 'connections.manage')} />
      </div>
      <EventFilters action={base} mode={mode} type={type} email={email} all={all} types={types} />
      <EventLog
        // Another filter is another list.
        key={`${mode} ${type} ${email} ${main}`}
        label={`${mode === 'test' ? 'Test events' : 'Events'} of ${siteName}`}
        source={sourceOf(filter)}
        first={{ data: page.rows.map(logRow), next_cursor: page.next }}
        base={base}
        mode={mode}
        ended={ended}
        empty={
          onlyDetails ? (
            <OnlyDetails
              href={inMode(withAll(email ? `${base}?email=${encodeURIComponent(email)}` : base, true), mode)}
            />
          ) : filtered ? (
            <NoMatch href={inMode(withAll(base, all), mode)} />
          ) : (
            <NoEvents
              icon={<Activity aria-hidden />}
              mode={mode}
              teamId={teamId}
              siteId={siteId}
              connectionId={account?.id ?? null}
              sandbox={sandboxUrl(account && { account: account.account, livemode: mode === 'live' })}
            />
          )
        }
      />
    </>
  )
}

/** What the filter offers: types that can reach a site, by the names people know. */
const types = everyEvent
  .filter((row) => row.group !== 'connection')
  .map(({ type, label }) => ({ type: type as string, label }))

function sourceOf({ siteId, livemode, type, email, main }: EventFilter) {
  const query = new URLSearchParams({ site_id: siteId, livemode: String(livemode) })
  if (type) query.set('type', type)
  if (email) query.set('email', email)
  if (main) query.set('main', 'true')
  return `/api/v1/events/log?${query}`
}
