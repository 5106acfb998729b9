import { connectionHref } from '@/components/connections/words'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { TabLinks } from '@/components/ui/tab-links'
import { requireConnection } from './read'

export default async function ConnectionLayout({
  children,
  params,
}: LayoutProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]'>) {
  const { teamId, connectionId } = await params
  const { connection } = await requireConnection(teamId, connectionId)
  const href = (page = '') => connectionHref(teamId, connection.id, page)
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Breadcrumb
          items={[{ label: 'Stripe', href: `/account/teams/${teamId}/apps/stripe` }, { label: connection.name }]}
        />
        {connection.livemode ? <Badge tone="live">Live</Badge> : <Badge tone="test">Test</Badge>}
      </div>
      <TabLinks
        label={`${connection.name} (connection)`}
        tabs={[
          { href: href(), label: 'Connection' },
          { href: href('settings'), label: 'Settings' },
          { href: href('events'), label: 'Events' },
          { href: href('webhook_events'), label: 'Webhook events' },
        ]}
      />
      <div className="mt-6">{children}</div>
    </>
  )
}
