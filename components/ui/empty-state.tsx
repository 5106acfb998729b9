import type { ReactNode } from 'react'
import { cn } from './cn'

type EmptyStateProps = {
  icon?: ReactNode
  /** The fact: "No events yet". */
  title: string
  /** Why it is empty and what will make it fill. */
  children?: ReactNode
  /** One main button. */
  action?: ReactNode
  /** One link to help. */
  help?: ReactNode
  className?: string
}

/** What stands where nothing is yet: what it is, why it is empty, one way on. */
export function EmptyState({ icon, title, children, action, help, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      {icon ? (
        <div className="mb-4 flex size-11 items-center justify-center rounded-lg border border-line bg-sunken text-muted [&_svg]:size-5">
          {icon}
        </div>
      ) : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="mt-1 max-w-md text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
      {help ? <div className="mt-3 text-sm">{help}</div> : null}
    </div>
  )
}
