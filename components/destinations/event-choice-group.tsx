'use client'

import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { MonoType } from '@/components/ui/mono-type'
import type { ChoiceRow } from './choice-rows'

type EventChoiceGroupProps = {
  label: string
  rows: readonly ChoiceRow[]
  chosen: readonly string[]
  /** While searching, what was found is not folded away. */
  unfolded: boolean
  disabled: boolean
  onTick: (types: readonly string[], on: boolean) => void
}

/** One family of events: a box for all of them, and each under it. */
export function EventChoiceGroup({ label, rows, chosen, unfolded, disabled, onTick }: EventChoiceGroupProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const on = rows.filter(({ type }) => chosen.includes(type)).length
  const isOpen = open || unfolded
  const words = `${on} of ${rows.length} chosen`
  return (
    <fieldset className="border-line border-t first:border-t-0">
      <legend className="sr-only">{label}</legend>
      <div className="flex items-center gap-3 px-4 py-2.5">
        <Checkbox
          aria-label={`All ${label.toLowerCase()} events, ${words}`}
          checked={on === rows.length}
          indeterminate={on > 0 && on < rows.length}
          disabled={disabled}
          onCheckedChange={(tick) =>
            onTick(
              rows.map(({ type }) => type),
              tick,
            )
          }
        />
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-h-6 flex-1 items-center gap-2 rounded-sm text-start font-medium pointer-coarse:min-h-11"
        >
          {label}
          <ChevronRight aria-hidden className={cn('size-4 text-faint transition-transform', isOpen && 'rotate-90')} />
          <span className="tabular ml-auto font-normal text-muted text-sm">{words}</span>
        </button>
      </div>
      <ul id={id} hidden={!isOpen} className="pb-2">
        {rows.map(({ type, label: name }) => (
          <OneEvent
            key={type}
            type={type}
            name={name}
            ticked={chosen.includes(type)}
            disabled={disabled}
            onTick={(tick) => onTick([type], tick)}
          />
        ))}
      </ul>
    </fieldset>
  )
}

type OneEventProps = { type: string; name: string; ticked: boolean; disabled: boolean; onTick: (on: boolean) => void }

function OneEvent({ type, name, ticked, disabled, onTick }: OneEventProps) {
  const id = useId()
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 hover:bg-hover">
      <Checkbox id={id} checked={ticked} disabled={disabled} onCheckedChange={onTick} />
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer">
        {name} <MonoType type={type} className="text-faint text-xs" />
      </label>
    </li>
  )
}
