import { inMode, type Mode } from '@/components/layout/mode'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

type AllOrMainProps = { all: boolean; href: string; mode: Mode; className?: string }

/**
 * Stripe tells one payment in up to eight events. Lists show the main one; the details and twins, which the event settings
 * fold away too, are a click away. Links, so it works by keyboard, Back and in a shared address.
 */
export function AllOrMain({ all, href, mode, className }: AllOrMainProps) {
  const choices = [
    { words: 'Main events', chosen: !all, to: href },
    { words: 'All events', chosen: all, to: withAll(href, true) },
  ]
  return (
    <nav
      aria-label="Which events"
      className={cn('inline-flex rounded-lg border border-control bg-surface p-0.5', className)}
    >
      {choices.map(({ words, chosen, to }) => (
        <Link
          key={words}
          href={inMode(to, mode)}
          aria-current={chosen ? 'true' : undefined}
          scroll={false}
          className={cn(
            'inline-flex h-8 flex-1 items-center justify-center whitespace-nowrap rounded-md px-3 text-sm transition-colors pointer-coarse:h-11',
            chosen ? 'bg-accent font-medium text-on-accent' : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {words}
        </Link>
      ))}
    </nav>
  )
}

/** An address of a list that shows all of them. */
export function withAll(href: string, all: boolean): string {
  if (!all) return href
  return `${href}${href.includes('?') ? '&' : '?'}show=all`
}

/** Whether an address asks for all of them; main ones alone are the default. */
export const asksForAll = (show: string | string[] | undefined) => show === 'all'
