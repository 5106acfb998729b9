import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { CopyLater } from './copy-later'

type ErrorStateProps = {
  /** What happened: "We could not load the events." */
  title: string
  /** What we did about it, what is safe: "Your data is safe; nothing was changed." */
  children?: ReactNode
  /** What the reader can do, e.g. a "Try again" button. */
  action?: ReactNode
  /** The `x-request-id` of the answer that failed; support finds it in the log. */
  requestId?: string | undefined
  /** True when it stands instead of the whole page: its title is the h1 then. */
  page?: boolean
  className?: string
}

/** What stands where something broke. Announced when it appears. */
export function ErrorState({ title, children, action, requestId, page, className }: ErrorStateProps) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <div className="mb-4 flex size-11 items-center justify-center rounded-lg border border-bad/25 bg-bad-soft text-bad">
        <CircleAlert aria-hidden className="size-5" />
      </div>
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children ? <div className="mt-1 max-w-md text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
      {requestId ? <Reference id={requestId} className="mt-5" /> : null}
    </div>
  )
}

/** "Reference req_…" with copy: what to send when asking for help. */
export function Reference({ id, className }: { id: string; className?: string }) {
  return (
    <p className={cn('flex items-center justify-center gap-2 text-muted text-sm', className)}>
      <span>
        Reference <code className="font-mono text-ink">{id}</code>
      </span>
      <CopyLater value={id} label="Copy reference" />
    </p>
  )
}
