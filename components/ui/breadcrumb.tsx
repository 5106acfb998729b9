import { ChevronRight } from 'lucide-react'
import { Link } from './link'

type BreadcrumbProps = {
  /** From the top down; the last one is this page and has no address. */
  items: readonly { label: string; href?: string }[]
}

/** Where this page hangs. */
export function Breadcrumb({ items }: BreadcrumbProps) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-muted text-sm">
        {items.map((item, place) => (
          <li key={item.label} className="flex min-w-0 items-center gap-1">
            {place > 0 ? <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" /> : null}
            {item.href ? (
              <Link href={item.href} className="rounded-sm py-0.5 hover:text-ink hover:underline">
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
