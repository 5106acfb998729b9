import { cn } from './cn'

/** A grey shape with the geometry of what is coming; shows after 200 ms. Give it the final height and width. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('skeleton usual:h-4 usual:rounded-sm bg-line', className)} />
}

type SkeletonRowsProps = {
  /** What is loading, for assistive technology: "Loading events". */
  label: string
  rows?: number
}

/** A table's rows while they load. */
export function SkeletonRows({ label, rows = 10 }: SkeletonRowsProps) {
  return (
    <div role="status" className="rounded-lg border border-line bg-surface">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity and never move
        <div key={row} className="flex h-11 items-center gap-6 border-line border-t px-4 first:border-t-0">
          <Skeleton className="w-24" />
          <Skeleton className="w-48 max-sm:hidden" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  )
}
