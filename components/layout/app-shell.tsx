import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { Logo } from './logo'
import { ModeSwitch, TestBand } from './mode-switch'
import { BottomBar, RailNav } from './nav'
import type { NavItem } from './nav-item'
import { SiteSwitcher, type SwitcherSite } from './site-switcher'
import { SkipLink } from './skip-link'
import { type ShellUser, UserMenu } from './user-menu'

type AppShellProps = {
  sites: readonly SwitcherSite[]
  siteId?: string
  /** What one works with. Only entries whose page works. */
  items: readonly NavItem[]
  /** What one sets up, below a line. */
  more?: readonly NavItem[]
  user: ShellUser
  /** A form or button that signs out. */
  signOut: ReactNode
  /** Links in the user menu. */
  userLinks?: readonly { href: string; label: string }[]
  /** The switch between live and test data; off on pages that have no such data. */
  modes?: boolean
  /** Stands above the page only when something needs someone: one or more Banners. */
  health?: ReactNode
  children: ReactNode
}

/** The frame of every page of a site: rail, switcher, test band; on a phone a top line and a bottom bar. */
export function AppShell(props: AppShellProps) {
  const { sites, siteId, items, more = [], user, signOut, userLinks = [], modes = true, health, children } = props
  const switcher = <SiteSwitcher sites={sites} {...(siteId === undefined ? {} : { siteId })} />
  return (
    <div className="max-md:[--bottom-bar:3.5rem] md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="sticky top-0 z-30 flex items-center gap-2 border-line border-b bg-paper px-3 py-2 md:hidden">
        <div className="min-w-0 flex-1">{switcher}</div>
        <UserMenu user={user} signOut={signOut} links={userLinks} compact />
      </header>
      <header className="sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto border-line border-r bg-paper p-3 max-md:hidden">
        <Link href="/" className="self-start rounded-md px-2 pt-1">
          <Logo />
        </Link>
        {switcher}
        <RailNav label="Site" items={items} more={more} />
        <div className="mt-auto flex flex-col gap-2">
          {modes ? <ModeSwitch className="px-2.5" /> : null}
          <div className="-mx-3 -mb-1 border-line border-t px-2 pt-2">
            <UserMenu user={user} signOut={signOut} links={userLinks} />
          </div>
        </div>
      </header>
      <div className="min-w-0 pb-20 md:pb-0">
        {modes ? <TestBand /> : null}
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8 md:py-8">
          {health ? <div className="mb-6 flex flex-col gap-2">{health}</div> : null}
          {children}
          {modes ? <ModeSwitch className="mt-8 border-line border-t pt-4 md:hidden" /> : null}
        </main>
      </div>
      <BottomBar label="Site" items={items} more={more} />
    </div>
  )
}
