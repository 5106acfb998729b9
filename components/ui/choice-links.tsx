import { cn } from './cn'
import { Link } from './link'

type ChoiceLinksProps = {
  /** What is chosen: "Which deliveries". */
  label: string
  choices: readonly { href: string; label: string; current: boolean }[]
}

/** One of a few ways to see a list; each choice is an address. */
export function ChoiceLinks({ label, choices }: ChoiceLinksProps) {
  return (
    <nav aria-label={label} className="min-w-0">
      <ul className="flex flex-wrap gap-0.5 rounded-lg border border-control bg-surface p-0.5">
        {choices.map(({ href, label: words, current }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center rounded-md px-3 text-sm transition-colors pointer-coarse:h-11',
                current ? 'bg-accent font-medium text-on-accent' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
