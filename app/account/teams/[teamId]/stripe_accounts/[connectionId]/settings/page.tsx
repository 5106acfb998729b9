import { headers } from 'next/headers'
import { CameWhilePaused } from '@/components/connections/came-while-paused'
import { SettingsForm } from '@/components/connections/settings-form'
import { connectionHref } from '@/components/connections/words'
import { Link } from '@/components/ui/link'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { activityOf } from '@/lib/connections/activity'
import { pausedCount } from '@/lib/inbox/missed'
import { sitesOf } from '@/lib/sites/queries'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { requestIdHeader } from '@/security-headers'
import { requireConnection, titledConnection } from '../read'

export const generateMetadata = titledConnection('Routing')

export default async function ConnectionSettingsPage({
  params,
}: PageProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]/settings'>) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  const header = (
    <PageHeader
      title="Routing"
      description={`Where events of ${connection.name} land, its name, and whether it is paused.`}
    />
  )
  if (!can(access.role, 'connections.manage')) {
    return (
      <>
        {header}
        <NoAccess
          title="Routing is for owners and admins"
          askWho={await whoMay(access.teamId, 'connections.manage')}
          requestId={(await headers()).get(requestIdHeader) ?? undefined}
        />
      </>
    )
  }

  const [sites, { bySite }, paused] = await Promise.all([
    sitesOf(access.teamId),
    activityOf(access.teamId, connection),
    pausedCount(access.teamId, connection.id),
  ])
  return (
    <>
      {header}
      {connection.status === 'connected' ? (
        <div className="mb-4 empty:hidden">
          <CameWhilePaused key={paused} connectionId={connection.id} count={paused} />
        </div>
      ) : null}
      <SettingsForm
        // A save elsewhere starts the form anew; what is typed here stays until then.
        key={`${connection.site_id} ${connection.name} ${connection.is_active}`}
        connectionId={connection.id}
        saved={{ site_id: connection.site_id, name: connection.name, is_active: connection.is_active }}
        sites={sites}
        bySite={bySite}
        mayPause={connection.status === 'connected' || connection.status === 'paused'}
      />
      <p className="mt-4 text-muted">
        Which events count, and which customers are ignored, stands in{' '}
        <Link href={`${connectionHref(teamId, connection.id, 'events')}#ignored`} className="text-link">
          the event settings
        </Link>
        .
      </p>
    </>
  )
}
