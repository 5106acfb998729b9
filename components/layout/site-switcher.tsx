'use client'

import { Combobox } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { usePopupContainer } from '@/components/ui/popup-container'
import { popupItemStyle, popupStyle } from '@/components/ui/popup-style'

export type SwitcherSite = { id: string; name: string; team: string; href: string }

type SiteSwitcherProps = {
  sites: readonly SwitcherSite[]
  /** The site on screen; undefined on pages of no site. */
  siteId?: string
  /** Where teams and sites are managed. */
  manageHref?: string
  className?: string
}

/** Which site one is on, and the way to another: type a part of its name or its team's. */
export function SiteSwitcher({ sites, siteId, manageHref = '/account/teams', className }: SiteSwitcherProps) {
  const router = useRouter()
  const here = sites.find((site) => site.id === siteId) ?? null
  return (
    <Combobox.Root
      items={sites}
      value={here}
      itemToStringLabel={(site: SwitcherSite) => `${site.name} ${site.team}`}
      isItemEqualToValue={(a: SwitcherSite, b: SwitcherSite) => a.id === b.id}
      onValueChange={(site: SwitcherSite | null) => {
        if (site && site.id !== siteId) router.push(site.href as Route)
      }}
    >
      <Combobox.Trigger
        aria-label={here ? `Site: ${here.name}, ${here.team}. Switch site` : 'Choose a site'}
        className={cn(
          'flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 py-1 text-start transition-colors hover:bg-hover',
          className,
        )}
      >
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
      </Combobox.Trigger>
      <Combobox.Portal {...usePopupContainer()}>
        <Combobox.Positioner align="start" sideOffset={4} className="z-55 outline-none">
          <Combobox.Popup aria-label="Switch site" className={cn(popupStyle, 'w-72 overflow-hidden p-0')}>
            <div className="relative border-line border-b">
              <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint" />
              <Combobox.Input
                aria-label="Find a site"
                placeholder="Find a site"
                className="h-10 w-full bg-transparent pr-3 pl-9 outline-none placeholder:text-faint pointer-coarse:h-11 pointer-coarse:text-lg"
              />
            </div>
            <Combobox.Empty className="px-3 py-4 text-muted empty:p-0">No site has this in its name.</Combobox.Empty>
            <Combobox.List className="max-h-64 overflow-y-auto p-1 empty:p-0">
              {(site: SwitcherSite) => (
                <Combobox.Item key={site.id} value={site} className={cn(popupItemStyle, 'justify-between')}>
                  <span className="min-w-0">
                    <span className="block truncate">{site.name}</span>
                    <span className="block truncate text-muted text-xs">{site.team}</span>
                  </span>
                  <Combobox.ItemIndicator className="text-accent-text">
                    <Check aria-hidden />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
            <div className="border-line border-t p-1">
              <Link
                href={manageHref}
                className={cn(
                  popupItemStyle,
                  'cursor-pointer text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2',
                )}
              >
                Teams and sites
              </Link>
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
