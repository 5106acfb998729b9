'use client'

import { TypeFinder } from '@/components/events/type-finder'
import { cn } from '@/components/ui/cn'
import { useEditor } from './editor-context'
import { FinderSelect } from './finder-select'

type EventSelectProps = {
  label: string
  /** Where what stands around says it. */
  hideLabel?: boolean
  /** Empty: none is chosen yet. */
  value: string
  /** What stands there then. */
  placeholder?: string
  className?: string
  onChange: (type: string) => void
}

/** One event, found by its name or by Stripe's. */
export function EventSelect({
  label,
  hideLabel = false,
  value,
  placeholder = 'Choose an event',
  className,
  onChange,
}: EventSelectProps) {
  const { events, readOnly } = useEditor()
  const here = events.find(({ type }) => type === value)
  const words = here?.label ?? (value === '' ? placeholder : value)
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      {hideLabel ? null : (
        <span aria-hidden className="font-medium">
          {label}
        </span>
      )}
      <FinderSelect label={label} words={words} isChosen={here !== undefined} readOnly={readOnly}>
        {(close) => (
          <TypeFinder
            types={events}
            chosen={here?.type}
            onChoose={(type) => {
              close()
              onChange(type)
            }}
          />
        )}
      </FinderSelect>
    </div>
  )
}
