'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Finder } from '@/components/ui/finder'
import type { SwitcherSite } from './site-switcher'

type SiteFinderProps = { sites: readonly SwitcherSite[]; siteId: string | undefined; onDone: () => void }

/** Type a part of a site's name or its team's, and go there. */
export function SiteFinder({ sites, siteId, onDone }: SiteFinderProps) {
  const router = useRouter()
  return (
    <Finder
      label="Find a site"
      listLabel="Sites"
      nothing="No site has this in its name."
      items={sites}
      keyOf={({ id }) => id}
      textOf={({ name, team }) => `${name} ${team}`}
      isHere={({ id }) => id === siteId}
      draw={({ name, team }) => (
        <>
          <span className="block truncate">{name}</span>
          <span className="block truncate text-muted text-xs">{team}</span>
        </>
      )}
      onChoose={({ id, href }) => {
        onDone()
        if (id !== siteId) router.push(href as Route)
      }}
    />
  )
}
