'use client'

import { Finder } from '@/components/ui/finder'
import { fieldsFor } from '@/lib/flows/fields'
import { openStartOf, openStarts } from './condition-words'
import { FinderSelect } from './finder-select'

type Choice = { path: string; label: string; hint: string }

type FieldSelectProps = {
  label: string
  /** The trigger's type: an invoice tells other things than a customer. */
  type: string
  value: string
  /** Whether it may ask what came since the run began: not where a run begins. */
  happened: boolean
  readOnly: boolean
  onChange: (path: string) => void
}

/** What a condition asks about: a field of the event or the person, found by its name. */
export function FieldSelect({ label, type, value, happened, readOnly, onChange }: FieldSelectProps) {
  const choices = choicesFor(type, happened)
  const key = openStartOf(value) ?? value
  const here = choices.find(({ path }) => path === key)
  const words = here?.label ?? (value === '' ? 'Choose a field' : value)
  return (
    <FinderSelect
      label={label}
      words={words}
      isChosen={here !== undefined}
      readOnly={readOnly}
      className="min-w-0 flex-1 basis-40"
    >
      {(close) => (
        <Finder
          label="Find a field"
          listLabel="Fields"
          nothing="No field has this in its name."
          items={choices}
          keyOf={({ path }) => path}
          textOf={({ path, label: name, hint }) => `${name} ${path} ${hint}`}
          isHere={({ path }) => path === key}
          draw={({ label: name, hint }) => (
            <>
              <span className="block truncate">{name}</span>
              <span className="block truncate text-muted text-xs">{hint}</span>
            </>
          )}
          onChoose={({ path }) => {
            close()
            if (path !== key) onChange(path)
          }}
        />
      )}
    </FinderSelect>
  )
}

const groups = { event: 'Of the event', subscriber: 'Of the person', site: 'Of the site' }

function choicesFor(type: string, happened: boolean): Choice[] {
  const fields = fieldsFor(type)
    .filter(({ operators }) => operators.length > 0)
    .map(({ path, label, group }) => ({ path, label, hint: groups[group] }))
  return [...fields, ...open.filter(({ path }) => happened || path !== 'happened:')]
}

const openWords: Record<(typeof openStarts)[number], Omit<Choice, 'path'>> = {
  'event.metadata.': { label: 'Metadata', hint: 'Of the event, by its key at Stripe' },
  'subscriber.fields.': { label: 'Field of your own', hint: 'Of the person, as flows set it' },
  'happened:': { label: 'An event', hint: 'About the same thing, since the run began' },
}

const open: readonly Choice[] = openStarts.map((path) => ({ path, ...openWords[path] }))
