'use client'

import { useNow } from '@/components/ui/time'
import { leftWords } from './delivery-words'

/** Milliseconds between two texts for assistive technology (ux.md 6). */
const calm = 5_000

/** "in 4 min 10 s", counting down; what a screen reader finds there changes every five seconds at most. */
export function Countdown({ until }: { until: string }) {
  const now = useNow() ?? Date.now()
  const left = Date.parse(until) - now
  return (
    <span className="tabular">
      <span aria-hidden suppressHydrationWarning>
        {left > 0 ? `in ${leftWords(left)}` : 'now'}
      </span>
      <span className="sr-only" suppressHydrationWarning>
        {left > 0 ? `in ${leftWords(Math.ceil(left / calm) * calm)}` : 'now'}
      </span>
    </span>
  )
}
