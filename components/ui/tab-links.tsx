'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { cn } from './cn'
import { Link } from './link'
import { scrollToShow } from './scroll-to-show'

export type TabLink = { href: string; label: ReactNode; count?: number; current?: boolean; also?: string }

type TabLinksProps = {
  /** What the tabs divide: "Acme Inc. (connection)". */
  label: string
  tabs: readonly TabLink[]
}

/**
 * Tabs that are pages of their own: each has an address, Back works. `current` follows the path by itself (the longest
 * match wins); set it only for tabs that differ in the query. `also` names a second address whose pages belong to the tab.
 */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const path = usePathname()
  const deepest = tabs
    .filter(({ href, also }) => [pathOf(href), also].some((at) => at && (path === at || path.startsWith(`${at}/`))))
    .sort((a, b) => b.href.length - a.href.length)[0]
  const told = tabs.some((tab) => tab.current !== undefined)

  const currentHref = tabs.find((tab) => (told ? tab.current : tab === deepest))?.href
  const row = useCurrentInView(currentHref)

  return (
    <nav ref={row} aria-label={label} className="tab-row -mx-1 overflow-x-auto border-line border-b px-1">
      <ul className="flex gap-1">
        {tabs.map((tab) => {
          const current = tab.href === currentHref
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'flex h-10 items-center gap-2 whitespace-nowrap border-b-2 px-3 font-medium transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-11',
                  current
                    ? 'border-accent-text text-ink'
                    : 'border-transparent text-muted hover:border-line-strong hover:text-ink',
                )}
              >
                {tab.label}
                {tab.count === undefined ? null : (
                  <span className="tabular text-faint text-sm">{tab.count.toLocaleString('en')}</span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

const pathOf = (href: string) => href.split('?')[0]

/** On a phone the row is wider than the screen: the current tab is brought into it, sideways only. */
function useCurrentInView(current: string | undefined) {
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!current || !row.current || !tab) return
    const { left, width } = tab.getBoundingClientRect()
    const view = row.current
    const start = left - view.getBoundingClientRect().left + view.scrollLeft
    view.scrollLeft = scrollToShow({ start, length: width }, { start: view.scrollLeft, length: view.clientWidth })
  }, [current])
  return row
}
