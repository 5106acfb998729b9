import type { ReactNode } from 'react'
import { AccountShell } from '@/components/layout/account-shell'
import { Badge } from '@/components/ui/badge'
import { SignOut } from './sign-out'

type ShellProps = {
  user: { name: string | null; email: string }
  team?: { id: string; name: string; role: string }
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
            role: <Badge>{team.role}</Badge>,
            tabs: [
              { href: href('sites'), label: 'Sites' },
              { href: href('members'), label: 'Members' },
              { href: href('api-keys'), label: 'API keys' },
              { href: href('apps/stripe'), label: 'Apps' },
              { href: href('settings'), label: 'Settings' },
            ],
          }
        : {})}
    >
      {children}
    </AccountShell>
  )
}
