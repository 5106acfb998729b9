'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import type { EventSetting } from '@/lib/connections/effective-setting'
import { EventLine } from './event-line'
import type { EventRow } from './event-rows'
import type { FilterChoices } from './filter-editor'
import type { Spread } from './same-filter'
import { type Draft, shown } from './settings-draft'
import type { Conflict } from './use-event-settings'

type Listed = { row: EventRow; saved: EventSetting }

type EventGroupProps = {
  connectionId: string
  label: string
  events: readonly Listed[]
  draft: Draft
  choices: FilterChoices
  onChange: (saved: EventSetting, next: Partial<EventSetting>) => void
  /** What else the filter of a type could be put on. */
  spreadOf: (type: string) => Spread
  readOnly: boolean
  /** While searching, less common events are not folded away. */
  unfolded: boolean
  /** Someone else's save that came first: their rows say so, and are not folded away. */
  conflict?: Conflict
}

/** One family of events under a box that ticks all or none. */
export function EventGroup({
  connectionId,
  label,
  events,
  draft,
  choices,
  onChange,
  spreadOf,
  readOnly,
  unfolded,
  conflict,
}: EventGroupProps) {
  const [more, setMore] = useState(false)
  const open = more || unfolded
  const visible = open ? events : events.filter(({ row }) => !row.advanced || conflict?.types.includes(row.type))
  const folded = events.length - visible.length

  const free = events.filter(({ row }) => !row.locked)
  const on = free.filter(({ saved }) => shown(saved, draft).on)
  const all = free.length > 0 && on.length === free.length

  return (
    <section aria-label={label} className="rounded-lg border border-line bg-surface">
      <header className="flex items-center gap-3 px-4 py-3">
        {free.length > 0 ? (
          <Checkbox
            aria-label={`All ${label.toLowerCase()} events`}
            checked={all}
            indeterminate={!all && on.length > 0}
            disabled={readOnly}
            onCheckedChange={(tick) => {
              for (const { saved } of free) onChange(saved, { on: tick })
            }}
          />
        ) : null}
        <h2 className="font-semibold text-lg">{label}</h2>
        <p className="tabular ml-auto text-muted text-sm">
          {free.length > 0 ? `${on.length} of ${free.length} on` : 'Always on'}
        </p>
      </header>
      {free.length === 0 ? (
        <p className="-mt-2 px-4 pb-3 text-muted">
          These keep the connection itself right, so they cannot be switched off.
        </p>
      ) : null}
      <ul>
        {visible.map(({ row, saved }) => (
          <EventLine
            key={row.type}
            connectionId={connectionId}
            row={row}
            setting={shown(saved, draft)}
            choices={choices}
            edited={draft[row.type] !== undefined}
            changedBy={conflict?.types.includes(row.type) ? conflict.by : null}
            onChange={(next) => onChange(saved, next)}
            spread={spreadOf(row.type)}
            readOnly={readOnly}
          />
        ))}
      </ul>
      {folded > 0 || (more && !unfolded) ? (
        <footer className="border-line border-t px-2 py-1.5">
          <Button variant="ghost" size="sm" aria-expanded={open} onClick={() => setMore(!more)}>
            {more ? 'Show fewer' : `Show ${folded} less common ${folded === 1 ? 'event' : 'events'}`}
          </Button>
        </footer>
      ) : null}
    </section>
  )
}
