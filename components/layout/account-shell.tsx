import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { type TabLink, TabLinks } from '@/components/ui/tab-links'
import { Logo } from './logo'
import { SkipLink } from './skip-link'
import { type ShellUser, UserMenu } from './user-menu'

type AccountShellProps = {
  /** The team on screen; undefined on the list of teams. */
  team?: { name: string; href: string }
  /** The team's pages. Only entries whose page works. */
  tabs?: readonly TabLink[]
  /** A Badge with the reader's role. */
  role?: ReactNode
  user: ShellUser
  signOut: ReactNode
  userLinks?: readonly { href: string; label: string }[]
  health?: ReactNode
  children: ReactNode
}

/** The frame of /account/**: which team, its pages as tabs. The page brings its own h1. */
export function AccountShell({
  team,
  tabs = [],
  role,
  user,
  signOut,
  userLinks = [],
  health,
  children,
}: AccountShellProps) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-paper">
        <div className="mx-auto flex h-14 w-full max-w-5xl items-center gap-2 px-4 md:px-8">
          <Link href="/" className="flex rounded-md p-1">
            <Logo words={false} />
          </Link>
          <nav aria-label="Where you are" className="flex min-w-0 flex-1 items-center gap-1.5">
            <Link href="/account/teams" className="rounded-sm px-1 py-1 font-medium text-muted hover:text-ink">
              Teams
            </Link>
            {team ? (
              <>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
                <Link href={team.href} className="min-w-0 truncate rounded-sm px-1 py-1 font-medium">
                  {team.name}
                </Link>
                {role}
              </>
            ) : null}
          </nav>
          <UserMenu user={user} signOut={signOut} links={userLinks} compact />
        </div>
        {tabs.length > 0 ? (
          <div className="mx-auto -mb-px w-full max-w-5xl px-1 md:px-5">
            <TabLinks label={team ? `Team ${team.name}` : 'Account'} tabs={tabs} />
          </div>
        ) : null}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 py-6 md:px-8 md:py-8">
        {health ? <div className="mb-6 flex flex-col gap-2">{health}</div> : null}
        {children}
      </main>
    </>
  )
}
