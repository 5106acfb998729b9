'use client'

import { ChevronDown, Lock, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useLater } from '@/components/ui/later'
import { MonoType } from '@/components/ui/mono-type'
import { Switch } from '@/components/ui/switch'
import type { EventSetting } from '@/lib/connections/effective-setting'
import { filterSummary } from '@/lib/connections/filter-words'
import { isolated } from '@/lib/text/isolated'
import { type EventRow, moneyWarning } from './event-rows'
import type { FilterChoices } from './filter-editor'
import { MissedEvents } from './missed-events'
import type { Spread } from './same-filter'

type EventLineProps = {
  connectionId: string
  row: EventRow
  setting: EventSetting
  choices: FilterChoices
  edited: boolean
  /** Who changed this row while it was being edited here. */
  changedBy: string | null
  onChange: (next: Partial<EventSetting>) => void
  spread: Spread
  readOnly: boolean
}

const load = () => import('./event-extras').then(({ EventExtras }) => EventExtras)
/** Most rows stay closed, so what opens comes when somebody reaches for it. */
const fetchExtras = () => void load().catch(() => {})

/** One event: its switch, its meaning, how often it came, and its extras on demand. */
export function EventLine(props: EventLineProps) {
  const { connectionId, row, setting, choices, edited, changedBy, onChange, spread, readOnly } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const warning = moneyWarning(row, setting)
  const EventExtras = useLater(open, load)
  return (
    <li className="border-line border-t">
      <div className="flex items-start gap-3 px-4 py-3">
        {row.locked ? (
          <span className="flex w-9 justify-center pt-0.5 text-muted">
            <Lock aria-hidden className="size-4" />
            <span className="sr-only">Always on</span>
          </span>
        ) : (
          <span className="pt-0.5">
            <Switch
              aria-labelledby={id}
              words={null}
              checked={setting.on}
              disabled={readOnly}
              onCheckedChange={(on) => onChange({ on })}
            />
          </span>
        )}
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2">
            <span id={id} className="font-medium">
              {row.label}
            </span>
            <MonoType type={row.type} className="text-faint text-sm" />
            {setting.filter ? <Badge>{filterSummary(setting.filter, choices.names)}</Badge> : null}
            {changedBy ? <Badge tone="warn">Changed by {isolated(changedBy)}</Badge> : null}
            {edited ? <Badge tone="info">Not saved</Badge> : null}
          </p>
          <p className="text-muted">{row.why}</p>
          <MissedEvents
            key={row.missed}
            connectionId={connectionId}
            type={row.type}
            missed={row.missed}
            canApply={setting.on && !edited && !readOnly}
          />
          {warning ? (
            <p className="mt-1 flex items-start gap-1.5 text-sm text-warn">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {warning}
            </p>
          ) : null}
        </div>
        <p
          className={cn('tabular shrink-0 pt-0.5 text-end text-sm', row.week > 0 ? 'text-ink' : 'text-faint')}
          title="Received in the last 7 days"
        >
          {row.week.toLocaleString('en')}
          <span className="max-sm:sr-only"> in 7 days</span>
        </p>
        {row.locked ? (
          <span className="w-8 shrink-0" />
        ) : (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`What ${row.label} does`}
            aria-expanded={open}
            aria-controls={`${id}extras`}
            onClick={() => setOpen(!open)}
            onPointerEnter={fetchExtras}
            onFocus={fetchExtras}
          >
            <ChevronDown aria-hidden className={cn('transition-transform', open && 'rotate-180')} />
          </Button>
        )}
      </div>
      <div id={`${id}extras`} hidden={!open} className="px-4 pb-4 sm:pl-16">
        {open && EventExtras ? (
          <EventExtras
            row={row}
            setting={setting}
            choices={choices}
            onChange={onChange}
            spread={spread}
            readOnly={readOnly}
          />
        ) : null}
      </div>
    </li>
  )
}
