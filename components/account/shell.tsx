import type { ReactNode } from 'react'
import { AccountShell } from '@/components/layout/account-shell'
import { Badge } from '@/components/ui/badge'
import { can, type Role, roleLabel } from '@/lib/tenancy/roles'
import { SignOut } from './sign-out'

type ShellProps = {
  user: { name: string | null; email: string }
  team?: { id: string; name: string; role: Role }
  children: ReactNode
}

/** AccountShell with what every account page passes: the team's tabs, the way to one's own account, the way out. */
export function Shell({ user, team, children }: ShellProps) {
  const href = (page: string) => `/account/teams/${team?.id}/${page}`
  return (
    <AccountShell
      user={user}
      signOut={<SignOut />}
      userLinks={[{ href: '/account/teams', label: 'Teams and account' }]}
      {...(team
        ? {
            team: { name: team.name, href: href('sites') },
            role: <Badge>{roleLabel[team.role]}</Badge>,
            // What would only refuse is not offered.
            tabs: [
              { href: href('sites'), label: 'Sites' },
              { href: href('members'), label: 'Members' },
              ...(can(team.role, 'keys.manage') ? [{ href: href('api-keys'), label: 'API keys' }] : []),
              { href: href('apps/stripe'), label: 'Apps', also: href('stripe_accounts') },
              ...(can(team.role, 'members.manage') ? [{ href: href('settings'), label: 'Settings' }] : []),
            ],
          }
        : {})}
    >
      {children}
    </AccountShell>
  )
}
