import type { ReactNode } from 'react'
import { cn } from './cn'

type DescriptionListProps = {
  items: readonly { term: string; value: ReactNode; hint?: ReactNode }[]
  className?: string
}

/** Facts about one thing: term left, value right, a hairline between; stacked on a phone. */
export function DescriptionList({ items, className }: DescriptionListProps) {
  return (
    <dl className={cn('divide-y divide-line', className)}>
      {items.map(({ term, value, hint }) => (
        <div key={term} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(9rem,1fr)_3fr]">
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0">
            {value}
            {hint ? <div className="text-muted text-sm">{hint}</div> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}
