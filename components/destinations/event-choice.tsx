'use client'

import { CircleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { useLater } from '@/components/ui/later'
import type { ChoiceRow } from './choice-rows'

type EventChoiceProps = {
  rows: readonly ChoiceRow[]
  groups: readonly { id: string; label: string }[]
  /** Stripe types; null = every event. */
  value: readonly string[] | null
  error?: string | undefined
  disabled?: boolean
  onChange: (value: string[] | null) => void
}

const load = () => import('./chosen-events').then(({ ChosenEvents }) => ChosenEvents)

/** Every event, or those that are ticked: by group, with a search. */
export function EventChoice({ rows, groups, value, error, disabled = false, onChange }: EventChoiceProps) {
  // Going to "all" and back keeps what was ticked.
  const [last, setLast] = useState<readonly string[]>(value ?? [])
  const id = useId()
  const chosen = value ?? last
  const Chosen = useLater(value !== null, load)

  function tick(types: readonly string[], on: boolean) {
    const rest = chosen.filter((type) => !types.includes(type))
    const next = on ? [...rest, ...types] : rest
    setLast(next)
    onChange(next)
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-3" aria-describedby={error ? `${id}error` : undefined}>
      <legend className="sr-only">Which events</legend>
      <Choice
        name={`${id}which`}
        label="All events"
        hint="Also those that Sluice learns later."
        checked={value === null}
        disabled={disabled}
        onPick={() => onChange(null)}
      />
      <Choice
        name={`${id}which`}
        label="Chosen events"
        hint={value === null ? 'Pick them by group.' : `${value.length} of ${rows.length} chosen.`}
        checked={value !== null}
        disabled={disabled}
        invalid={error !== undefined}
        onPick={() => onChange([...last])}
      />
      {error ? (
        <p id={`${id}error`} className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
      {value === null || !Chosen ? null : (
        <Chosen rows={rows} groups={groups} chosen={chosen} disabled={disabled} onTick={tick} />
      )}
    </fieldset>
  )
}

type ChoiceProps = {
  name: string
  label: string
  hint: string
  checked: boolean
  disabled: boolean
  invalid?: boolean
  onPick: () => void
}

function Choice({ name, label, hint, checked, disabled, invalid = false, onPick }: ChoiceProps) {
  return (
    <label className="flex w-fit cursor-pointer items-start gap-3">
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={disabled}
        aria-invalid={invalid || undefined}
        onChange={onPick}
        className="mt-1 size-4 accent-(--accent) pointer-coarse:size-5"
      />
      <span>
        <span className="font-medium">{label}</span>
        <span className="block text-muted text-sm">{hint}</span>
      </span>
    </label>
  )
}
