'use client'

import { Button } from '@/components/ui/button'

/** The charge's other events that are not limited the same way, as people call them. */
export interface Spread {
  labels: readonly string[]
  /** Puts the filter on all of them; nothing is stored before Save. */
  apply: () => void
}

type SameFilterProps = { spread: Spread; disabled: boolean }

/** Each event of a charge carries the whole charge, so a filter of one of them alone leaves out little. */
export function SameFilter({ spread: { labels, apply }, disabled }: SameFilterProps) {
  if (labels.length === 0) return null
  return (
    <div className="mt-2 text-sm">
      <p className="text-muted">
        What is left out here still counts through the charge’s other events: {new Intl.ListFormat('en').format(labels)}
        .
      </p>
      <Button variant="ghost" size="sm" className="-ml-2" disabled={disabled} onClick={apply}>
        Put it on the charge’s other events too
      </Button>
    </div>
  )
}
