import { ChevronRight } from 'lucide-react'
import { cn } from './cn'
import { Link } from './link'

type BreadcrumbProps = {
  /** From the top down; the last one is this page and has no address. */
  items: readonly { label: string; href?: string }[]
}

/** Where this page hangs. */
export function Breadcrumb({ items }: BreadcrumbProps) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-muted text-sm">
        {items.map((item, place) => (
          <li
            key={item.label}
            // The way up is short and stays whole; the name of this page gives way.
            className={cn('flex items-center gap-1', place === items.length - 1 ? 'min-w-0' : 'max-w-[50%] shrink-0')}
          >
            {place > 0 ? <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" /> : null}
            {item.href ? (
              <Link href={item.href} className="truncate rounded-sm py-0.5 hover:text-ink hover:underline">
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate py-0.5 text-ink">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
