import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: ReactNode
  description?: ReactNode
  /** A Status or Badge beside the title. */
  status?: ReactNode
  /** Buttons; the primary one last. */
  actions?: ReactNode
  /** A Breadcrumb, above the title. */
  breadcrumb?: ReactNode
}

/** The head of a page with its only h1. */
export function PageHeader({ title, description, status, actions, breadcrumb }: PageHeaderProps) {
  return (
    <header className="mb-6">
      {breadcrumb ? <div className="mb-2">{breadcrumb}</div> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="font-semibold text-2xl">{title}</h1>
            {status}
          </div>
          {description ? <p className="mt-1 max-w-2xl text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </header>
  )
}
