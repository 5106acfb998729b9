import { Skeleton, SkeletonRows } from './skeleton'

type ListSkeletonProps = {
  /** What is loading, for assistive technology: "Loading events". */
  label: string
  rows?: number
  /** Will there be a search and a filter above the rows? */
  filters?: boolean
}

/** A page with a list while it loads: head, filters, rows where they will stand. */
export function ListSkeleton({ label, rows = 10, filters = false }: ListSkeletonProps) {
  return (
    <>
      <PageHead />
      {filters ? (
        <div className="mb-4 flex gap-2">
          <Skeleton className="h-9 w-64 max-sm:flex-1" />
          <Skeleton className="h-9 w-40 max-sm:hidden" />
        </div>
      ) : null}
      <SkeletonRows label={label} rows={rows} />
    </>
  )
}

/** A page of cards while it loads. */
export function CardsSkeleton({ label, cards }: { label: string; cards: number }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <PageHead />
      <div className="flex flex-col gap-4">
        {Array.from({ length: cards }, (_, card) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey cards have no identity and never move
          <Skeleton key={card} className="h-40 w-full rounded-lg" />
        ))}
      </div>
    </div>
  )
}

/** A page about one thing while it loads. */
export function DetailSkeleton({ label }: { label: string }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-5 w-48" />
      <Skeleton className="mt-3 h-8 w-96 max-w-full" />
      <Skeleton className="mt-2 h-5 w-64" />
      <div className="mt-8 grid gap-6 lg:grid-cols-[3fr_2fr]">
        <Skeleton className="h-72 w-full rounded-lg" />
        <Skeleton className="h-72 w-full rounded-lg" />
      </div>
    </div>
  )
}

function PageHead() {
  return (
    <div className="mb-6">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="mt-2 h-5 w-80 max-w-full" />
    </div>
  )
}
