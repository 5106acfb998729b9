'use client'

import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { SaveBar } from '@/components/ui/save-bar'
import type { EventSettings } from '@/lib/connections/event-settings'
import { EventFilters } from './event-filters'
import { EventGroup } from './event-group'
import { conflictWords, type EventRow, type Filter, matches } from './event-rows'
import type { FilterChoices } from './filter-editor'
import { countChanges, shown } from './settings-draft'
import { lettingThrough } from './spread-filter'
import { useEventSettings } from './use-event-settings'

type EventSettingsEditorProps = {
  connectionId: string
  initial: EventSettings
  rows: readonly EventRow[]
  groups: readonly { id: string; label: string }[]
  choices: FilterChoices
  readOnly: boolean
  start: { search: string; filter: Filter }
}

/** Every event of the catalogue with its switches; nothing is stored before Save. */
export function EventSettingsEditor({
  connectionId,
  initial,
  rows,
  groups,
  choices,
  readOnly,
  start,
}: EventSettingsEditorProps) {
  const editor = useEventSettings(connectionId, initial)
  const [view, setView] = useState(start)
  const saved = new Map(editor.settings.data.map((setting) => [setting.type, setting]))

  const sections = groups.map((group) => ({
    ...group,
    events: rows.flatMap((row) => {
      const setting = saved.get(row.type)
      return row.group === group.id && setting && matches(row, setting, view) ? [{ row, saved: setting }] : []
    }),
  }))
  const listed = rows.flatMap((row) => {
    const setting = saved.get(row.type)
    return setting ? [{ row, setting: shown(setting, editor.draft) }] : []
  })
  function spreadOf(type: string) {
    const one = listed.find(({ row }) => row.type === type)
    const others = one ? lettingThrough(one, listed) : []
    return {
      labels: others.map(({ row }) => row.label),
      apply() {
        for (const { row } of others) {
          const setting = saved.get(row.type)
          if (setting && one) editor.change(setting, { filter: one.setting.filter })
        }
      },
    }
  }
  const found = sections.filter(({ events }) => events.length > 0)
  const count = countChanges(editor.draft)
  const narrowed = view.search !== '' || view.filter !== 'all'

  return (
    <>
      <EventFilters view={view} onChange={setView} />
      <div className="mt-4 flex flex-col gap-4">
        {found.map(({ id, label, events }) => (
          <EventGroup
            connectionId={connectionId}
            key={id}
            label={label}
            events={events}
            draft={editor.draft}
            choices={choices}
            onChange={editor.change}
            spreadOf={spreadOf}
            readOnly={readOnly}
            unfolded={narrowed}
            {...(editor.conflict ? { conflict: editor.conflict } : {})}
          />
        ))}
        {found.length === 0 ? (
          <EmptyState
            title="No event matches"
            action={<Button onClick={() => setView({ search: '', filter: 'all' })}>Clear search and filter</Button>}
          />
        ) : null}
      </div>
      {editor.conflict && count === 0 ? (
        <Banner tone="info" title={conflictWords(editor.conflict, rows)} className="mt-6">
          You see the newest.
        </Banner>
      ) : null}
      <SaveBar
        count={count}
        onSave={editor.save}
        onDiscard={editor.discard}
        problem={editor.conflict ? conflictWords(editor.conflict, rows) : editor.problem}
        {...(editor.conflict
          ? {
              hint: '“Keep mine” saves your changes and leaves the rest as they set it. “Take theirs” drops yours.',
              labels: { save: 'Keep mine', discard: 'Take theirs' },
            }
          : {})}
      />
    </>
  )
}
