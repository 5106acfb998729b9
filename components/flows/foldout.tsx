'use client'

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { cn } from '@/components/ui/cn'

type FoldoutProps = {
  icon: ReactNode
  /** What is set, as a sentence. */
  sentence: ReactNode
  /** Open from the start, where something must be put right. */
  startsOpen?: boolean
  children: ReactNode
}

/** A setting that reads as a sentence and opens in place. */
export function Foldout({ icon, sentence, startsOpen = false, children }: FoldoutProps) {
  const [open, setOpen] = useState(startsOpen)
  const id = useId()
  return (
    <div className="border-line border-t">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-start gap-2.5 px-5 py-2.5 text-start hover:bg-hover focus-visible:-outline-offset-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
      >
        <span className="mt-0.5 text-muted [&_svg]:size-4">{icon}</span>
        <span className="wrap-anywhere min-w-0 flex-1">{sentence}</span>
        <ChevronDown aria-hidden className={cn('text-faint transition-transform', open && 'rotate-180')} />
      </button>
      <div id={id} hidden={!open} className="px-5 pb-4">
        {open ? children : null}
      </div>
    </div>
  )
}
