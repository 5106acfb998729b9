import { Activity } from 'lucide-react'
import { switcherSites } from '@/app/sites/switcher-sites'
import { SignOut } from '@/components/account/sign-out'
import { AppShell } from '@/components/layout/app-shell'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { requireOperator } from './require-operator'

export default async function OperatorLayout({ children }: LayoutProps<'/operator'>) {
  const user = await requireOperator()
  return (
    <AppShell
      sites={await switcherSites(await membershipsOf(user.id))}
      user={user}
      signOut={<SignOut />}
      userLinks={[{ href: '/account/teams', label: 'Teams' }]}
      items={[{ href: '/operator', label: 'Operator', icon: <Activity aria-hidden /> }]}
      modes={false}
    >
      {children}
    </AppShell>
  )
}
