'use client'

import { ChevronsUpDown } from 'lucide-react'
import { TypeFinder } from '@/components/events/type-finder'
import { cn } from '@/components/ui/cn'
import { controlStyle } from '@/components/ui/control-style'
import { Popover } from '@/components/ui/popover'
import { useEditor } from './editor-context'

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
      <div className={cn('relative', readOnly && 'pointer-events-none opacity-60')}>
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
            <TypeFinder
              types={events}
              chosen={here?.type}
              onChoose={(type) => {
                close()
                onChange(type)
              }}
            />
          )}
        </Popover>
      </div>
    </div>
  )
}
