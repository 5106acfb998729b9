import { inMode, type Mode } from '@/components/layout/mode'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { deliveryStates, type StateFilter } from './delivery-words'

type StateLinksProps = { base: string; mode: Mode; state: StateFilter }

/** Which deliveries are shown; each choice is an address. */
export function StateLinks({ base, mode, state }: StateLinksProps) {
  return (
    <nav aria-label="Which deliveries" className="min-w-0">
      <ul className="flex flex-wrap gap-0.5 rounded-lg border border-control bg-surface p-0.5">
        {deliveryStates.map(({ value, label }) => (
          <li key={value}>
            <Link
              href={inMode(value === 'all' ? base : `${base}?state=${value}`, mode)}
              aria-current={value === state ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center rounded-md px-3 text-sm transition-colors pointer-coarse:h-11',
                value === state ? 'bg-accent font-medium text-on-accent' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
