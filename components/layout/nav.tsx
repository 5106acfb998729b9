'use client'

import { Ellipsis } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Popover, popoverItemStyle } from '@/components/ui/popover'
import { inMode, modeOf } from './mode'
import { currentItem, type NavItem } from './nav-item'

type NavProps = { label: string; items: readonly NavItem[]; more?: readonly NavItem[] }

/** The rail's list: what one works with on top, what one sets up below the line. */
export function RailNav({ label, items, more = [] }: NavProps) {
  const { current, hrefOf } = useNav([...items, ...more])
  const entry = (item: NavItem) => (
    <li key={item.href}>
      <Link
        href={hrefOf(item)}
        aria-current={item === current ? 'page' : undefined}
        className={cn(
          'flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium transition-colors focus-visible:outline-offset-0 [&_svg]:size-4 [&_svg]:shrink-0',
          item === current
            ? 'bg-hover text-ink [&_svg]:text-accent-text'
            : 'text-muted hover:bg-hover hover:text-ink [&_svg]:text-faint',
        )}
      >
        {item.icon}
        <span className="truncate">{item.label}</span>
        {item.count ? (
          <span className="tabular ml-auto text-faint text-xs">{item.count.toLocaleString('en')}</span>
        ) : null}
      </Link>
    </li>
  )
  return (
    <nav aria-label={label} className="flex flex-col">
      <ul className="flex flex-col gap-0.5">{items.map(entry)}</ul>
      {more.length > 0 ? (
        <ul className="mt-3 flex flex-col gap-0.5 border-line border-t pt-3">{more.map(entry)}</ul>
      ) : null}
    </nav>
  )
}

/** The same on a phone: five places within reach of the thumb, the rest behind "More". */
export function BottomBar({ label, items, more = [] }: NavProps) {
  const { current, hrefOf } = useNav([...items, ...more])
  const all = [...items, ...more]
  const shown = all.length <= 5 ? all : all.slice(0, 4)
  const hidden = all.slice(shown.length)
  const look = (on: boolean) =>
    cn(
      'flex h-14 w-full flex-col items-center justify-center gap-0.5 font-medium text-xs focus-visible:-outline-offset-2 [&_svg]:size-5',
      on ? 'text-accent-text' : 'text-muted',
    )
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {shown.map((item) => (
          <li key={item.href} className="min-w-0">
            <Link
              href={hrefOf(item)}
              aria-current={item === current ? 'page' : undefined}
              className={look(item === current)}
            >
              {item.icon}
              <span className="max-w-full truncate px-0.5">{item.label}</span>
            </Link>
          </li>
        ))}
        {hidden.length > 0 ? (
          <li className="min-w-0">
            <Popover
              label="More"
              align="end"
              className="min-w-44 p-1"
              buttonClassName={look(current !== undefined && hidden.includes(current))}
              button={
                <>
                  <Ellipsis aria-hidden />
                  More
                </>
              }
            >
              {(close) =>
                hidden.map((item) => (
                  <Link
                    key={item.href}
                    href={hrefOf(item)}
                    onClick={close}
                    aria-current={item === current ? 'page' : undefined}
                    className={cn(popoverItemStyle, item === current && 'font-medium text-accent-text')}
                  >
                    {item.icon}
                    {item.label}
                  </Link>
                ))
              }
            </Popover>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

function useNav(items: readonly NavItem[]) {
  const mode = modeOf(useSearchParams().get('mode'))
  return {
    current: currentItem(items, usePathname()),
    hrefOf: (item: NavItem) => (mode === 'test' ? inMode(item.href, mode) : item.href),
  }
}
