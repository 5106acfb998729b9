import { cn } from '@/components/ui/cn'

/** The mark: a raised gate and the water under it. `words` adds the name. */
export function Logo({ words = true, className }: { words?: boolean; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0" fill="none">
        <path d="M7 3.5v13M17 3.5v13M5 4.5h14" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
        <rect x="9.25" y="6.5" width="5.5" height="5.5" rx="1" fill="currentColor" />
        <path d="M2 18.25h20" stroke="var(--water)" strokeWidth="3" strokeLinecap="round" />
      </svg>
      {words ? (
        <span className="font-semibold text-lg tracking-tight">Sluice</span>
      ) : (
        <span className="sr-only">Sluice</span>
      )}
    </span>
  )
}
