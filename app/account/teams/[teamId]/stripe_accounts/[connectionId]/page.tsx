import type { Metadata } from 'next'
import { CameWhilePaused } from '@/components/connections/came-while-paused'
import { ConnectionCard } from '@/components/connections/connection-card'
import { ConnectionFlow } from '@/components/connections/connection-flow'
import { DisconnectButton } from '@/components/connections/disconnect-button'
import { isEnded } from '@/components/connections/ended-strip'
import { LiveConnection } from '@/components/connections/live-connection'
import { Welcome } from '@/components/connections/welcome'
import { connectHref } from '@/components/connections/words'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { activityOf } from '@/lib/connections/activity'
import { personName, personWhoDisconnected } from '@/lib/connections/queries'
import type { ConnectionView } from '@/lib/connections/view'
import { destinationJson } from '@/lib/destinations/json'
import { listDestinations } from '@/lib/destinations/queries'
import { pausedCount } from '@/lib/inbox/missed'
import { sitesOf } from '@/lib/sites/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { requireConnection } from './read'

type Props = PageProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { teamId, connectionId } = await params
  const { connection } = await requireConnection(teamId, connectionId)
  return { title: connection.name }
}

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  const mayManage = can(access.role, 'connections.manage')
  const [activity, { rows: destinations }, connectedBy, { connected, moved_from, own_url_ended }] = await Promise.all([
    activityOf(access.teamId, connection),
    listDestinations(access.teamId, { siteId: connection.site_id, livemode: connection.livemode }, { limit: 50 }),
    personName(connection.connected_by),
    searchParams,
  ])
  const ended = isEnded(connection)

  return (
    <>
      <LiveConnection
        connectionId={connection.id}
        shown={{ status: connection.status, last_event_at: connection.last_event_at }}
      />
      <PageHeader
        title={connection.name}
        actions={
          mayManage && !ended ? (
            <DisconnectButton
              connectionId={connection.id}
              name={connection.name}
              subscribers={activity.subscribers}
              holdsGrant={connection.kind === 'oauth'}
            />
          ) : null
        }
      />
      <div className="flex flex-col gap-4">
        {connected && !ended ? (
          <Welcome
            connection={connection}
            movedFrom={await formerSite(connection, moved_from)}
            ownUrlEnded={own_url_ended !== undefined}
          />
        ) : null}
        {ended ? (
          <Ended
            connection={connection}
            mayManage={mayManage}
            by={await personWhoDisconnected(access.teamId, connection)}
          />
        ) : null}
        {connection.status === 'connected' && can(access.role, 'settings.write') ? (
          <PausedBefore {...connection} />
        ) : null}
        <ConnectionFlow connection={connection} activity={activity} destinations={destinations.map(destinationJson)} />
        <ConnectionCard connection={connection} activity={activity} connectedBy={connectedBy} />
      </div>
    </>
  )
}

/** What a site that was left is called. The address is anybody's to write: only another site of this team counts. */
async function formerSite({ team_id, site_id }: ConnectionView, asked: unknown): Promise<string | null> {
  if (typeof asked !== 'string' || asked === site_id) return null
  return (await sitesOf(team_id)).find(({ id }) => id === asked)?.name ?? null
}

async function PausedBefore({ team_id, id }: ConnectionView) {
  const count = await pausedCount(team_id, id)
  return <CameWhilePaused key={count} connectionId={id} count={count} />
}

type EndedProps = {
  connection: ConnectionView
  mayManage: boolean
  /** Null when it was not a person, or one who has left. */
  by: string | null
}

function Ended({ connection, mayManage, by }: EndedProps) {
  const { team_id, site_id: siteId, livemode, status, disconnected_at } = connection
  return (
    <Banner
      tone={status === 'needs_reconnect' ? 'bad' : 'neutral'}
      title={endedTitle(connection)}
      action={
        mayManage ? (
          <LinkButton outside variant="primary" size="sm" href={connectHref(team_id, { siteId, livemode })}>
            Reconnect
          </LinkButton>
        ) : null
      }
    >
      {disconnected_at ? (
        <p>
          Disconnected <Time value={disconnected_at} exact="minute" focusable />
          {by ? ` by ${isolated(by)}` : null}.
        </p>
      ) : null}
      {status === 'needs_reconnect' ? 'What still arrives is used, but it may stop.' : 'New events are not used.'}{' '}
      Subscribers, history and settings stay; reconnecting goes on with the same history.
    </Banner>
  )
}

function endedTitle({ status, disconnected_by }: ConnectionView): string {
  if (status === 'needs_reconnect') return 'Stripe no longer lets Sluice read this account'
  return disconnected_by === 'stripe' ? 'This account was disconnected in Stripe' : 'This account is disconnected'
}
