import { Skeleton } from '@/components/ui/skeleton'

/** The geometry of a team's page: a heading and a sheet of rows. */
export function TeamLoading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="mt-2 h-4 w-72" />
      <div className="mt-6 flex flex-col gap-3 rounded-lg border border-line p-5">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
          <Skeleton key={row} className="h-6" />
        ))}
      </div>
    </div>
  )
}
