import type { ReactNode } from 'react'
import { cn } from './cn'

type CardProps = {
  title?: ReactNode
  description?: ReactNode
  /** Buttons beside the title. */
  actions?: ReactNode
  /** A quiet line at the foot: a link onward, a note. */
  footer?: ReactNode
  /** Without inner spacing, for a table or list that brings its own. */
  flush?: boolean
  /** The heading's level; 2 unless the card stands inside a section. */
  level?: 2 | 3
  id?: string
  className?: string
  children?: ReactNode
}

/** One subject on a sheet: a heading, what belongs to it, a hairline around. */
export function Card({ title, description, actions, footer, flush, level = 2, id, className, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section id={id} className={cn('rounded-lg border border-line bg-surface', className)}>
      {title || actions ? (
        <header className={cn('flex flex-wrap items-start justify-between gap-3 px-5 pt-4', flush && 'pb-4')}>
          <div className="min-w-0">
            {title ? <Heading className="font-semibold text-lg">{title}</Heading> : null}
            {description ? <p className="mt-0.5 text-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {children ? <div className={cn(!flush && 'px-5 py-4')}>{children}</div> : null}
      {footer ? <footer className="border-line border-t px-5 py-3 text-muted text-sm">{footer}</footer> : null}
    </section>
  )
}
