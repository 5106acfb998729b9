import type { Metadata } from 'next'
import { EventFacts } from '@/components/events/event-facts'
import { JsonView } from '@/components/events/json-view'
import { ReasonNote } from '@/components/events/reason-note'
import { DecisionCard, TimeLine } from '@/components/events/story'
import { inMode } from '@/components/layout/mode'
import { RedrawOnChange } from '@/components/overview/redraw-on-change'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { Status } from '@/components/ui/status'
import { TabLinks } from '@/components/ui/tab-links'
import type { SiteAccess } from '@/lib/auth'
import { decisionWords } from '@/lib/events/decision-words'
import { inOrder } from '@/lib/events/in-order'
import { indentJson } from '@/lib/events/indent-json'
import { labelOf, sentenceOf } from '@/lib/events/sentence'
import type { EventStory } from '@/lib/events/story'
import { momentsOf, statusTone } from '@/lib/events/story-words'
import { rawOf } from '@/lib/inbox/queries'
import { reasonText } from '@/lib/reasons'
import { whoMay } from '@/lib/teams/queries'
import { can, type Role } from '@/lib/tenancy/roles'
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
        breadcrumb={<Breadcrumb items={[{ label: 'Events', href: list }, { label: labelOf(story.type) }]} />}
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
          { href: here(), label: 'Story', current: tab === undefined },
          { href: here('normalized'), label: 'Normalized', current: tab === 'normalized' },
          { href: here('raw'), label: 'Raw', current: tab === 'raw' },
        ]}
      />
      <div className="mt-6">
        {tab === 'normalized' ? <Normalized story={story} /> : null}
        {tab === 'raw' ? <Raw story={story} teamId={access.teamId} role={access.role} /> : null}
        {tab === 'normalized' || tab === 'raw' ? null : <Story story={story} access={access} rawHref={here('raw')} />}
      </div>
    </>
  )
}

function headingOf(story: EventStory): string {
  const { event } = story
  if (!event) return labelOf(story.type)
  return sentenceOf({ type: event.type, body: event.body, person: event.person ?? event.body.subscriber })
}

type StoryProps = { story: EventStory; access: SiteAccess; rawHref: string }

function Story({ story, access, rawHref }: StoryProps) {
  const connection = story.connection && `/account/teams/${access.teamId}/stripe_accounts/${story.connection.id}`
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        {story.reason ? (
          <ReasonNote
            reason={reasonText(story.reason)}
            tone={statusTone(story.status)}
            hrefs={{ show_raw: rawHref, find_person: '#tried', ...(connection && waysOn(connection, access.role)) }}
          />
        ) : null}
        <EventFacts story={story} siteId={access.siteId} connectionHref={connection} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <TimeLine moments={momentsOf(story)} />
        {story.decision ? <DecisionCard decided={decisionWords(story.decision)} /> : null}
      </div>
    </div>
  )
}

/** Only what this reader may do: a button that leads to "you may not" is no way on. */
function waysOn(connection: string, role: Role) {
  return {
    open_connection: connection,
    ...(can(role, 'settings.write') ? { switch_on: `${connection}/events` } : {}),
    ...(can(role, 'connections.manage') ? { reconnect: connection, resume: connection } : {}),
  }
}

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
  const raw = await rawOf(teamId, story.id, shownBytes)
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
              downloadHref: `/api/v1/webhook_events/${story.id}/raw`,
            }
          : undefined
      }
    />
  )
}
