import type { Metadata } from 'next'
import { EventDeliveries } from '@/components/destinations/event-deliveries'
import { EventFacts } from '@/components/events/event-facts'
import { JsonView } from '@/components/events/json-view'
import { PayloadPair } from '@/components/events/payload-pair'
import { ReasonNote } from '@/components/events/reason-note'
import { RelatedEvents } from '@/components/events/related-events'
import { DecisionCard, TimeLine } from '@/components/events/story'
import { ToldMoney } from '@/components/events/told-money'
import { inMode } from '@/components/layout/mode'
import { RedrawOnChange } from '@/components/overview/redraw-on-change'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { Status } from '@/components/ui/status'
import { TabLinks } from '@/components/ui/tab-links'
import type { SiteAccess } from '@/lib/auth'
import { deliveryJson } from '@/lib/deliveries/json'
import { listDeliveries } from '@/lib/deliveries/queries'
import { inOrder } from '@/lib/events/in-order'
import { indentJson } from '@/lib/events/indent-json'
import { rowLabelOf } from '@/lib/events/log-row'
import { labelOf, sentenceOf } from '@/lib/events/sentence'
import type { EventStory } from '@/lib/events/story'
import { effectOf, momentsOf, statusTone } from '@/lib/events/story-words'
import { rawOf } from '@/lib/inbox/queries'
import { reasonText } from '@/lib/reasons'
import { whoMay } from '@/lib/teams/queries'
import { can, type Role } from '@/lib/tenancy/roles'
import { RunsOf } from '../../runs-of'
import { requireEvent } from './read'

type Props = PageProps<'/sites/[siteId]/events/[eventId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteId, eventId } = await params
  const { access, story } = await requireEvent(siteId, eventId)
  return { title: `${headingOf(story)} – ${access.siteName}` }
}

export default async function EventPage({ params, searchParams }: Props) {
  const { siteId, eventId } = await params
  const { access, story } = await requireEvent(siteId, eventId)
  const { tab } = await searchParams
  const mode = story.livemode ? 'live' : 'test'
  const here = (name?: string) => inMode(`/sites/${siteId}/events/${eventId}${name ? `?tab=${name}` : ''}`, mode)
  const list = inMode(`/sites/${siteId}/events`, mode)

  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb
            items={[
              { label: 'Events', href: list },
              { label: story.event ? rowLabelOf(story.event) : labelOf(story.type) },
            ]}
          />
        }
        title={headingOf(story)}
        status={
          <>
            <Status status={story.status} />
            {story.livemode ? null : <Badge tone="test">Test</Badge>}
          </>
        }
      />
      {story.status === 'received' ? (
        <RedrawOnChange source={`/api/v1/webhook_events/${story.id}`} drawn={{ status: story.status }} every={500} />
      ) : null}
      <TabLinks
        label="This event"
        tabs={[
          { href: here(), label: 'Story', current: !isPayloads(tab) },
          { href: here('payloads'), label: 'Normalized and raw', current: isPayloads(tab) },
        ]}
      />
      <div className="mt-6">
        {isPayloads(tab) ? (
          <PayloadPair
            normalized={<Normalized story={story} />}
            raw={<Raw story={story} teamId={access.teamId} role={access.role} />}
          />
        ) : (
          <Story story={story} access={access} rawHref={`${here('payloads')}#raw`} />
        )}
      </div>
    </>
  )
}

function headingOf(story: EventStory): string {
  const { event } = story
  if (!event) return labelOf(story.type)
  const { type, livemode, status } = event
  // Payloads name most products by id only; what one is called is known from elsewhere.
  const [product = '', ...others] = event.body.product_ids
  const plan = event.body.plan ?? (others.length === 0 ? (story.names[product] ?? null) : null)
  const body = { ...event.body, plan }
  return sentenceOf({
    type,
    body,
    livemode,
    // Of a payment that a later event made up for nobody says that nothing changed.
    status: story.countedLater ? 'processed' : status,
    person: event.person ?? body.subscriber,
    reserved: event.reserved,
    code: story.told.currencies.length > 1,
    object: story.object,
  })
}

/** Older links ask for one of the two. */
const isPayloads = (tab: unknown) => tab === 'payloads' || tab === 'normalized' || tab === 'raw'

type StoryProps = { story: EventStory; access: SiteAccess; rawHref: string }

function Story({ story, access, rawHref }: StoryProps) {
  const mode = story.livemode ? 'live' : 'test'
  const connection = story.connection && `/account/teams/${access.teamId}/stripe_accounts/${story.connection.id}`
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        {story.reason ? (
          <ReasonNote
            reason={reasonText(story.reason)}
            tone={statusTone(story.status)}
            hrefs={{
              show_raw: rawHref,
              find_person: '#tried',
              ...(connection && waysOn(connection, story.type, access.role)),
            }}
          />
        ) : null}
        <EventFacts
          story={story}
          siteId={access.siteId}
          connectionHref={connection}
          mayIgnore={can(access.role, 'settings.write')}
        />
        <ToldMoney told={story.told} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <TimeLine moments={momentsOf(story)} />
        {story.status === 'processed' ? (
          <>
            <RunsOf access={access} livemode={story.livemode} of={{ eventId: story.id }} none="It began no flow." />
            <WentTo story={story} access={access} />
          </>
        ) : null}
        <DecisionCard decided={effectOf(story)} hrefs={connection ? settingsAt(connection, story.type) : {}} />
        <RelatedEvents related={story.related} siteId={access.siteId} mode={mode} />
      </div>
    </div>
  )
}

async function WentTo({ story: { id, siteId, livemode }, access }: Pick<StoryProps, 'story' | 'access'>) {
  const { rows, next } = await listDeliveries(access.teamId, { siteId, eventId: id }, { limit: 50 })
  return (
    <EventDeliveries
      source={`/api/v1/deliveries?${new URLSearchParams({ site_id: siteId, event_id: id })}`}
      first={{ data: rows.map(deliveryJson), next_cursor: next }}
      base={`/sites/${siteId}/destinations`}
      mode={livemode ? 'live' : 'test'}
    />
  )
}

/** Only what this reader may do: a button that leads to "you may not" is no way on. */
function waysOn(connection: string, type: string, role: Role) {
  const { setting, ignore_list } = settingsAt(connection, type)
  return {
    open_connection: connection,
    show_filter: setting,
    show_ignored: ignore_list,
    ...(can(role, 'settings.write') ? { switch_on: setting } : {}),
    ...(can(role, 'connections.manage') ? { reconnect: connection, resume: connection } : {}),
  }
}

/** Everybody may read the settings. */
const settingsAt = (connection: string, type: string) => ({
  setting: `${connection}/events?q=${encodeURIComponent(type)}`,
  ignore_list: `${connection}/events#ignored`,
})

function Normalized({ story }: { story: EventStory }) {
  if (!story.event) return <p className="text-muted">It has not been read yet. This takes less than a second.</p>
  return <JsonView label="Normalized event" text={JSON.stringify(inOrder(story.event.body), null, 2)} />
}

/** Enough to read; the whole is a download away. */
const shownBytes = 128 * 1024

async function Raw({ story, teamId, role }: { story: EventStory } & Pick<SiteAccess, 'teamId' | 'role'>) {
  if (!can(role, 'events.raw')) {
    return (
      <NoAccess
        title="Raw payloads are for marketers, admins and owners"
        askWho={await whoMay(teamId, 'members.manage')}
      >
        They may hold more about a person than a viewer needs. The normalized event shows what Sluice uses.
      </NoAccess>
    )
  }
  const raw = await rawOf(teamId, story.rawId, shownBytes)
  if (!raw) return <p className="text-muted">The raw payload was removed after its time. The normalized event stays.</p>
  const cut = raw.bytes > shownBytes
  return (
    <JsonView
      label="Raw payload"
      text={indentJson(new TextDecoder().decode(raw.body))}
      cut={
        cut
          ? {
              shown: '128 KiB',
              whole: `${Math.ceil(raw.bytes / 1024).toLocaleString('en')} KiB`,
              downloadHref: `/api/v1/webhook_events/${story.rawId}/raw`,
            }
          : undefined
      }
    />
  )
}
