'use client'

import { cn } from '@/components/ui/cn'
import { SearchInput } from '@/components/ui/search-input'
import { type Filter, filters } from './event-rows'

type View = { search: string; filter: Filter }
type EventFiltersProps = { view: View; onChange: (view: View) => void }

const labels: Record<Filter, string> = { all: 'All', on: 'On', off: 'Off', unused: 'Unused' }

/** Search and filter; both stand in the address, so a narrowed list can be shared and survives a reload. */
export function EventFilters({ view, onChange }: EventFiltersProps) {
  function change(next: Partial<View>) {
    const merged = { ...view, ...next }
    const query = new URLSearchParams()
    if (merged.search) query.set('q', merged.search)
    if (merged.filter !== 'all') query.set('show', merged.filter)
    window.history.replaceState(null, '', query.size > 0 ? `?${query}` : location.pathname)
    onChange(merged)
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchInput
        label="Search events"
        value={view.search}
        onValueChange={(search) => change({ search })}
        className="min-w-0 flex-1 basis-60"
      />
      <fieldset className="flex rounded-lg border border-control bg-surface p-0.5">
        <legend className="sr-only">Show</legend>
        {filters.map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={view.filter === filter}
            onClick={() => change({ filter })}
            className={cn(
              'h-8 rounded-md px-3 text-sm transition-colors pointer-coarse:h-11',
              view.filter === filter
                ? 'bg-accent font-medium text-on-accent'
                : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            {labels[filter]}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
