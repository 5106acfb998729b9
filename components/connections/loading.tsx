import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

/** A page's head and some cards, as they will stand. */
export function CardsLoading({ label, cards }: { label: string; cards: number }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-8 w-48" />
      <Skeleton className="mt-2 mb-6 h-5 w-full max-w-xl" />
      <div className="flex flex-col gap-4">
        {Array.from({ length: cards }, (_, card) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey cards have no identity and never move
          <Skeleton key={card} className="h-40 w-full rounded-lg" />
        ))}
      </div>
    </div>
  )
}

/** A page's head and a list. */
export function ListLoading({ label }: { label: string }) {
  return (
    <>
      <Skeleton className="mb-6 h-8 w-48" />
      <SkeletonRows label={label} />
    </>
  )
}
