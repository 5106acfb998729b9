import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

/** A list's page while it loads: head, filters, rows where they will stand. */
export function SkeletonPage({ label, rows = 10 }: { label: string; rows?: number }) {
  return (
    <>
      <div className="mb-6">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="mt-2 h-5 w-80 max-w-full" />
      </div>
      <div className="mb-4 flex gap-2">
        <Skeleton className="h-9 w-64 max-sm:flex-1" />
        <Skeleton className="h-9 w-40 max-sm:hidden" />
      </div>
      <SkeletonRows label={label} rows={rows} />
    </>
  )
}

/** A page about one thing while it loads. */
export function SkeletonDetail({ label }: { label: string }) {
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
