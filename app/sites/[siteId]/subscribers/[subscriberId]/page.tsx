import type { Metadata } from 'next'
import { AllOrMain, asksForAll, withAll } from '@/components/events/all-or-main'
import { EventTable } from '@/components/events/event-table'
import { inMode } from '@/components/layout/mode'
import { RedrawOnChange } from '@/components/overview/redraw-on-change'
import { Computed } from '@/components/subscribers/computed'
import { Figures } from '@/components/subscribers/figures'
import { PersonFacts } from '@/components/subscribers/person-facts'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { linkedCustomers } from '@/lib/connections/linked-customers'
import { logRow } from '@/lib/events/log-row'
import { listEvents } from '@/lib/events/queries'
import { subscriberJson } from '@/lib/subscribers/json'
import { mergedInto } from '@/lib/subscribers/move'
import { moneyOf } from '@/lib/subscribers/read-money'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { RunsOf } from '../../runs-of'
import { requireSubscriber } from './read'

type Props = PageProps<'/sites/[siteId]/subscribers/[subscriberId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteId, subscriberId } = await params
  const { access, subscriber } = await requireSubscriber(siteId, subscriberId)
  return { title: `${isolated(subscriber.record.name ?? subscriber.record.email)} – ${access.siteName}` }
}

export default async function SubscriberPage({ params, searchParams }: Props) {
  const { siteId, subscriberId } = await params
  const { access, subscriber } = await requireSubscriber(siteId, subscriberId)
  const person = subscriberJson(subscriber)
  const shown = isolated(person.name ?? person.email)
  const mode = person.livemode ? 'live' : 'test'
  const all = asksForAll((await searchParams).show)
  const page = await listEvents(
    access.teamId,
    { siteId: access.siteId, livemode: person.livemode, subscriberId: person.id, main: !all },
    { limit: 25 },
  )
  const rows = page.rows.map(logRow)
  const money = await moneyOf(
    access.teamId,
    subscriber.record,
    rows.flatMap(({ value }) => value?.currency ?? []),
  )
  const events = `/sites/${siteId}/events`
  const here = `/sites/${siteId}/subscribers/${subscriberId}`

  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb
            items={[{ label: 'Subscribers', href: inMode(`/sites/${siteId}/subscribers`, mode) }, { label: shown }]}
          />
        }
        title={shown}
        status={person.livemode ? null : <Badge tone="test">Test</Badge>}
        description={person.name ? isolated(person.email) : undefined}
      />
      <RedrawOnChange
        source={`/api/v1/subscribers/${person.id}`}
        drawn={{ updated_at: person.updated_at, lifetime_value: person.lifetime_value, mrr: person.mrr }}
      />
      <div className="flex flex-col gap-6">
        <Figures
          person={person}
          since={money.since?.toISOString() ?? null}
          subscriptions={money.subscriptions}
          policy={money.policy}
          code={money.code}
        />
        <PersonFacts
          person={person}
          linked={await linkedCustomers(access.teamId, person.id)}
          merged={await mergedInto(access.teamId, person.id)}
          mayIgnore={can(access.role, 'settings.write')}
          mayEdit={can(access.role, 'subscribers.edit')}
        />
        <Computed person={person} money={money} eventHref={(id) => inMode(`${events}/${id}`, mode)} />
        <RunsOf
          access={access}
          livemode={person.livemode}
          of={{ subscriberId: person.id }}
          none="Was in no flow yet."
        />
        <section>
          <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
            <h2 className="font-semibold text-lg">Events</h2>
            <AllOrMain all={all} href={here} mode={mode} />
          </div>
          {rows.length === 0 ? (
            <p className="text-muted">
              {all ? 'No events yet. What is known came with someone else’s.' : 'No main events yet.'}
            </p>
          ) : (
            <EventTable
              label={`Events of ${shown}`}
              rows={rows}
              code={money.code}
              hrefOf={(id) => inMode(`${events}/${id}`, mode)}
              person={false}
            />
          )}
          {page.next ? (
            <p className="mt-3">
              <Link
                href={inMode(withAll(`${events}?email=${encodeURIComponent(person.email)}`, all), mode)}
                className="touchable text-link"
              >
                More events of {person.name ? shown : 'this person'}
              </Link>
            </p>
          ) : null}
        </section>
      </div>
    </>
  )
}
