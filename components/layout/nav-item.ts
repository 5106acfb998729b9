import type { ReactNode } from 'react'

export type NavItem = {
  href: string
  label: string
  /** A lucide icon: `<Inbox aria-hidden />`. */
  icon: ReactNode
  /** Leave out: then the path decides. Set it for pages that live elsewhere but belong here. */
  current?: boolean
  /** Current only on exactly this path, for an overview whose path begins all others. */
  exact?: boolean
  /** A small figure beside the label, e.g. what waits for someone. */
  count?: number
}

/** The item a path belongs to. Of several that match, the longest address wins. */
export function currentItem(items: readonly NavItem[], path: string): NavItem | undefined {
  const told = items.find((item) => item.current)
  if (told) return told
  return items
    .filter((item) => path === item.href || (!item.exact && path.startsWith(`${item.href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0]
}
