'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from './button'
import { Input } from './input'

type ValueListProps = {
  /** What the values are: "Products". Names the group. */
  label: string
  /** Where what stands around says it. */
  hideLabel?: boolean
  hint?: ReactNode
  values: readonly string[]
  /** How a value is shown; its id by itself. */
  nameOf?: (value: string) => string
  /** Named values to pick from while typing. */
  suggestions?: readonly { id: string; name: string }[]
  placeholder?: string
  /** How one is called: "product". */
  one: string
  most?: number
  disabled?: boolean
  onChange: (values: string[]) => void
}

/**
 * A set of values: each can be removed, one more is typed or picked. Enter adds it, and so does leaving the field, so
 * that nothing typed gets lost when Save is pressed next.
 */
export function ValueList(props: ValueListProps) {
  const {
    label,
    hideLabel = false,
    hint,
    values,
    nameOf = (value) => value,
    suggestions = [],
    placeholder,
    one,
    most = 50,
  } = props
  const { disabled = false, onChange } = props
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const full = values.length >= most

  function add() {
    const given = typed.trim()
    const picked = suggestions.find(({ id, name }) => id === given || name === given)?.id ?? given
    setTyped('')
    if (picked && !values.includes(picked) && !full) onChange([...values, picked])
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={disabled}>
      <legend className={hideLabel ? 'sr-only' : 'mb-1.5 font-medium'}>{label}</legend>
      {values.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {values.map((value) => (
            <li key={value}>
              <Chip
                words={nameOf(value)}
                onRemove={() => {
                  onChange(values.filter((each) => each !== value))
                  input.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex max-w-md gap-2">
        <Input
          ref={input}
          aria-label={`Add a ${one}`}
          aria-describedby={hint ? `${id}hint` : undefined}
          list={suggestions.length > 0 ? `${id}known` : undefined}
          value={typed}
          maxLength={255}
          placeholder={placeholder}
          disabled={disabled || full}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
        {suggestions.length > 0 ? (
          <datalist id={`${id}known`}>
            {suggestions
              .filter((each) => !values.includes(each.id))
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
          </datalist>
        ) : null}
        <Button disabled={disabled || full} onClick={add}>
          Add
        </Button>
      </div>
      {hint ? (
        <p id={`${id}hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </fieldset>
  )
}

/** One chosen value and the button that takes it away. */
export function Chip({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded-md border border-line-strong bg-sunken py-0.5 pr-0.5 pl-2">
      <span className="min-w-0 break-all">{words}</span>
      <button
        type="button"
        aria-label={`Remove ${words}`}
        onClick={onRemove}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink disabled:opacity-50 pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
    </span>
  )
}
