'use client'

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Chip } from '@/components/ui/value-list'
import { isolated } from '@/lib/text/isolated'

type Pair = { key: string; value: string }
type MetadataPairsProps = { pairs: readonly Pair[]; disabled: boolean; onChange: (pairs: Pair[]) => void }

/** Keys and values of Stripe's metadata, any of which is enough. */
export function MetadataPairs({ pairs, disabled, onChange }: MetadataPairsProps) {
  const [typed, setTyped] = useState<Pair>({ key: '', value: '' })
  const first = useRef<HTMLInputElement>(null)
  const whole = useRef<HTMLDivElement>(null)

  function add() {
    const pair = { key: typed.key.trim(), value: typed.value.trim() }
    if (!pair.key) return
    setTyped({ key: '', value: '' })
    if (pairs.length < 50 && !pairs.some((each) => each.key === pair.key && each.value === pair.value))
      onChange([...pairs, pair])
  }

  /** Going on from the key to its value is not leaving. */
  function leave(event: FocusEvent) {
    if (!whole.current?.contains(event.relatedTarget)) add()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
    first.current?.focus()
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={disabled}>
      <legend className="mb-1.5 font-medium">Metadata</legend>
      {pairs.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {pairs.map((pair) => (
            <li key={JSON.stringify([pair.key, pair.value])}>
              <Chip
                words={`${isolated(pair.key)} = ${isolated(pair.value)}`}
                onRemove={() => {
                  onChange(pairs.filter((each) => each !== pair))
                  first.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div ref={whole} className="flex max-w-md flex-wrap items-center gap-2">
        <Input
          ref={first}
          className="flex-1 basis-28"
          aria-label="Metadata key"
          placeholder="key"
          value={typed.key}
          maxLength={255}
          disabled={disabled}
          onChange={(event) => setTyped({ ...typed, key: event.target.value })}
          onKeyDown={onKeyDown}
          onBlur={leave}
        />
        <span aria-hidden className="text-muted">
          =
        </span>
        <Input
          className="flex-1 basis-28"
          aria-label="Metadata value"
          placeholder="value"
          value={typed.value}
          maxLength={255}
          disabled={disabled}
          onChange={(event) => setTyped({ ...typed, value: event.target.value })}
          onKeyDown={onKeyDown}
          onBlur={leave}
        />
        <Button disabled={disabled} onClick={add}>
          Add
        </Button>
      </div>
      <p className="text-muted text-sm">As it stands in Stripe, letter by letter.</p>
    </fieldset>
  )
}
