'use client'

import { cn } from '@/components/ui/cn'

type SegmentsProps<Value extends string> = {
  label: string
  options: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of two or three looks at the same thing. */
export function Segments<Value extends string>({ label, options, value, onChange }: SegmentsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset around it would take its buttons out when the form is read-only
    <div
      role="group"
      aria-label={label}
      className="flex w-fit gap-0.5 rounded-lg border border-control bg-surface p-0.5"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            'flex h-7 items-center rounded-md px-2.5 text-sm transition-colors pointer-coarse:h-10',
            option.value === value
              ? 'bg-accent font-medium text-on-accent'
              : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
