'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { MonoType } from '@/components/ui/mono-type'
import { SearchInput } from '@/components/ui/search-input'
import { type CatalogueEntry, found } from './catalogue-rows'

type EventCatalogueProps = {
  entries: readonly CatalogueEntry[]
  groups: readonly { id: string; label: string }[]
  search: string
}

/** Every event there is, with what it means, whom it is about and what it looks like. */
export function EventCatalogue({ entries, groups, search: first }: EventCatalogueProps) {
  const [search, setSearch] = useState(first)
  const shown = entries.filter((entry) => found(entry, search))

  /** The search stands in the address, so a narrowed list can be shared and survives a reload. */
  function change(next: string) {
    window.history.replaceState(null, '', next ? `?${new URLSearchParams({ q: next })}` : location.pathname)
    setSearch(next)
  }

  return (
    <>
      <SearchInput label="Search all events" value={search} onValueChange={change} className="max-w-md" />
      <p aria-live="polite" className="mt-2 text-muted text-sm">
        {search ? `${shown.length} of ${entries.length} events` : `${entries.length} events`}
      </p>
      <div className="mt-4 flex flex-col gap-4">
        {groups.map(({ id, label }) => {
          const own = shown.filter((entry) => entry.group === id)
          if (own.length === 0) return null
          return (
            <section key={id} aria-label={label} className="rounded-lg border border-line bg-surface">
              <h2 className="px-4 py-3 font-semibold text-lg">{label}</h2>
              <ul>
                {own.map((entry) => (
                  <Entry key={entry.type} entry={entry} />
                ))}
              </ul>
            </section>
          )
        })}
        {shown.length === 0 ? (
          <EmptyState title="No event matches" action={<Button onClick={() => change('')}>Clear search</Button>}>
            Stripe types that are not in this list are kept and set aside.
          </EmptyState>
        ) : null}
      </div>
    </>
  )
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <li id={entry.type} className="border-line border-t px-4 py-3">
      <div className="flex items-start gap-3 max-sm:flex-col max-sm:gap-1">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{entry.label}</span>
            <Badge>{entry.start}</Badge>
            {entry.derived ? <Badge tone="info">Derived</Badge> : null}
          </p>
          <p className="text-muted">{entry.why}</p>
          <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
            <MonoType type={entry.name} className="break-all" />
            <MonoType type={entry.type} className="text-faint" />
          </p>
          <p className="mt-1 text-muted text-sm">{entry.notes.join(' ')}</p>
        </div>
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Sample of ${entry.label}`}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="max-sm:-ml-2.5"
        >
          Sample
          <ChevronDown aria-hidden className={cn('transition-transform', open && 'rotate-180')} />
        </Button>
      </div>
      <div id={id} hidden={!open} className="mt-3">
        {open ? <CodeBlock label={`Sample of ${entry.name}`} value={entry.sample} /> : null}
      </div>
    </li>
  )
}
