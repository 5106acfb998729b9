'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { controlStyle } from '@/components/ui/control-style'
import { Popover } from '@/components/ui/popover'

type FinderSelectProps = {
  label: string
  /** What is chosen, or what to do while nothing is. */
  words: string
  isChosen: boolean
  readOnly: boolean
  className?: string
  /** The finder; what was chosen closes it. */
  children: (close: () => void) => ReactNode
}

/** A control that looks like a select and opens a finder: for choices too many to read through. */
export function FinderSelect({ label, words, isChosen, readOnly, className, children }: FinderSelectProps) {
  return (
    <div className={cn('relative', readOnly && 'pointer-events-none opacity-60', className)}>
      <Popover
        label={label}
        buttonLabel={`${label}: ${words}`}
        className="w-80"
        buttonClassName={cn(controlStyle, 'flex h-9 items-center pr-9 text-start')}
        button={
          <>
            <span className={cn('min-w-0 flex-1 truncate', !isChosen && 'text-faint')}>{words}</span>
            <ChevronsUpDown aria-hidden className="absolute right-3 size-4 text-muted" />
          </>
        }
      >
        {children}
      </Popover>
    </div>
  )
}
