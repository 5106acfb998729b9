'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchInput } from '@/components/ui/search-input'
import { type ChoiceRow, foundRows } from './choice-rows'
import { EventChoiceGroup } from './event-choice-group'

type ChosenEventsProps = {
  rows: readonly ChoiceRow[]
  groups: readonly { id: string; label: string }[]
  chosen: readonly string[]
  disabled: boolean
  onTick: (types: readonly string[], on: boolean) => void
}

/** The events to tick, by group. Fetched when somebody wants to choose. */
export function ChosenEvents({ rows, groups, chosen, disabled, onTick }: ChosenEventsProps) {
  const [search, setSearch] = useState('')
  const found = foundRows(rows, search)
  return (
    <div className="flex flex-col gap-3">
      <SearchInput label="Search events" value={search} onValueChange={setSearch} className="max-w-md" />
      <div className="rounded-lg border border-line">
        {groups.map((group) => {
          const own = found.filter((row) => row.group === group.id)
          return own.length === 0 ? null : (
            <EventChoiceGroup
              key={group.id}
              label={group.label}
              rows={own}
              chosen={chosen}
              unfolded={search !== ''}
              disabled={disabled}
              onTick={onTick}
            />
          )
        })}
        {found.length === 0 ? (
          <EmptyState title="No event matches" action={<Button onClick={() => setSearch('')}>Clear search</Button>} />
        ) : null}
      </div>
    </div>
  )
}
