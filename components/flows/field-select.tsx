'use client'

import { ChevronsUpDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { controlStyle } from '@/components/ui/control-style'
import { Finder } from '@/components/ui/finder'
import { Popover } from '@/components/ui/popover'
import { fieldsFor } from '@/lib/flows/fields'
import { openStartOf, openStarts } from './condition-words'

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
    <div className={cn('relative min-w-0 flex-1 basis-40', readOnly && 'pointer-events-none opacity-60')}>
      <Popover
        label={label}
        buttonLabel={`${label}: ${words}`}
        className="w-80"
        buttonClassName={cn(controlStyle, 'flex h-9 items-center pr-9 text-start')}
        button={
          <>
            <span className={cn('min-w-0 flex-1 truncate', !here && 'text-faint')}>{words}</span>
            <ChevronsUpDown aria-hidden className="absolute right-3 size-4 text-muted" />
          </>
        }
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
      </Popover>
    </div>
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
