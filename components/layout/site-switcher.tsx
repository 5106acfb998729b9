'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'
import { useLater } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { Popover, popoverItemStyle } from '@/components/ui/popover'

export type SwitcherSite = { id: string; name: string; team: string; href: string }

type SiteSwitcherProps = {
  sites: readonly SwitcherSite[]
  /** The site on screen; undefined on pages of no site. */
  siteId?: string
  /** Where teams and sites are managed. */
  manageHref?: string
  className?: string
}

/** Which site one is on, and the way to another. */
export function SiteSwitcher({ sites, siteId, manageHref = '/account/teams', className }: SiteSwitcherProps) {
  const here = sites.find((site) => site.id === siteId) ?? null
  return (
    <Popover
      label="Switch site"
      buttonLabel={here ? `Site: ${here.name}, ${here.team}. Switch site` : 'Choose a site'}
      className="w-72"
      buttonClassName={cn(
        'flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 py-1 text-start transition-colors hover:bg-hover',
        className,
      )}
      button={
        <>
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent font-semibold text-on-accent text-sm"
          >
            {(here?.name ?? '?').slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium leading-5">{here?.name ?? 'Choose a site'}</span>
            {here ? <span className="block truncate text-faint text-xs">{here.team}</span> : null}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-faint" />
        </>
      }
    >
      {(close) => (
        <>
          <FinderLater sites={sites} siteId={siteId} onDone={close} />
          <div className="border-line border-t p-1">
            <Link href={manageHref} onClick={close} className={cn(popoverItemStyle, 'text-muted hover:text-ink')}>
              Teams and sites
            </Link>
          </div>
        </>
      )}
    </Popover>
  )
}

const load = () => import('./site-finder').then(({ SiteFinder }) => SiteFinder)

/** The search comes with the first opening. */
function FinderLater(props: ComponentProps<Awaited<ReturnType<typeof load>>>) {
  const SiteFinder = useLater(true, load)
  return SiteFinder ? <SiteFinder {...props} /> : <div aria-busy className="h-10" />
}
