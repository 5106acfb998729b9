import { Activity, Gauge, Plug, Send, Settings, Users, UsersRound, Workflow } from 'lucide-react'
import { RememberSite } from '@/components/account/remember-site'
import { SignOut } from '@/components/account/sign-out'
import { connectionHref } from '@/components/connections/words'
import { AppShell } from '@/components/layout/app-shell'
import { requireSite } from '@/lib/auth'
import { listConnections } from '@/lib/connections/queries'
import { isOperator } from '@/lib/operator/access'
import { switcherSites } from '../switcher-sites'

export default async function SiteLayout({ children, params }: LayoutProps<'/sites/[siteId]'>) {
  const { user, teamId, siteId, teams } = await requireSite((await params).siteId)
  const base = `/sites/${siteId}`
  const [connection] = (await listConnections(teamId, { siteId }, { limit: 1 })).rows
  const app = `/account/teams/${teamId}/apps/stripe?site=${siteId}`
  return (
    <AppShell
      sites={await switcherSites(teams)}
      siteId={siteId}
      user={user}
      signOut={<SignOut />}
      userLinks={[
        { href: '/account/teams', label: 'Teams' },
        ...(isOperator(user) ? [{ href: '/operator', label: 'Operator' }] : []),
      ]}
      items={[
        { href: base, label: 'Overview', icon: <Gauge aria-hidden />, exact: true },
        { href: `${base}/events`, label: 'Events', icon: <Activity aria-hidden /> },
        { href: `${base}/subscribers`, label: 'Subscribers', icon: <Users aria-hidden /> },
        { href: `${base}/flows`, label: 'Flows', icon: <Workflow aria-hidden /> },
        { href: `${base}/destinations`, label: 'Destinations', icon: <Send aria-hidden /> },
        {
          href: connection ? connectionHref(teamId, connection.id) : app,
          label: 'Connection',
          icon: <Plug aria-hidden />,
        },
      ]}
      more={[
        { href: `${base}/settings`, label: 'Settings', icon: <Settings aria-hidden /> },
        { href: `/account/teams/${teamId}`, label: 'Team', icon: <UsersRound aria-hidden /> },
      ]}
    >
      <RememberSite siteId={siteId} />
      {children}
    </AppShell>
  )
}
