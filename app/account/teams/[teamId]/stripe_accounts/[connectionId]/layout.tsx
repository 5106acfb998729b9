import { BackToSite } from '@/components/connections/back-to-site'
import { connectionTabs } from '@/components/connections/tabs'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { TabLinks } from '@/components/ui/tab-links'
import { requireConnection } from './read'

export default async function ConnectionLayout({
  children,
  params,
}: LayoutProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]'>) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <BackToSite name={connection.site_name} siteId={connection.site_id} livemode={connection.livemode} />
        <Breadcrumb
          items={[{ label: 'Stripe', href: `/account/teams/${teamId}/apps/stripe` }, { label: connection.name }]}
        />
        {connection.livemode ? <Badge tone="live">Live</Badge> : <Badge tone="test">Test</Badge>}
      </div>
      <TabLinks label={`${connection.name} (connection)`} tabs={connectionTabs(teamId, connection.id, access.role)} />
      <div className="mt-6">{children}</div>
    </>
  )
}
