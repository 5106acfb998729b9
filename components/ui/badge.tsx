import type { ReactNode } from 'react'
import { cn } from './cn'
import { type Tone, toneStyle } from './tone'

/** A short fact beside a name: "Test", "Owner", "12". For a state that changes use `Status`. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cn(
        'tabular inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs',
        toneStyle[tone],
      )}
    >
      {children}
    </span>
  )
}
