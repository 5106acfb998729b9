import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Reference } from './error-state'

type NoAccessProps = {
  /** What needs the right: "Connecting Stripe is for owners and admins." */
  title?: string
  /** Who can do it, by name, so the reader knows whom to ask. */
  askWho?: readonly string[]
  /** What the reader may do instead. */
  action?: ReactNode
  /** The `x-request-id` of this page. */
  requestId?: string | undefined
  /** True when it stands instead of the whole page: its title is the h1 then. */
  page?: boolean
  children?: ReactNode
}

/** The page of someone whose role does not reach: no blame, and the names of those who can help. */
export function NoAccess(props: NoAccessProps) {
  const { title = 'Your role does not allow this', askWho = [], action, requestId, page, children } = props
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <div className="mb-4 flex size-11 items-center justify-center rounded-lg border border-line bg-sunken text-muted">
        <Lock aria-hidden className="size-5" />
      </div>
      <Heading className="font-semibold text-lg">{title}</Heading>
      <div className="mt-1 max-w-md text-balance text-muted">
        {children}
        <p>
          {askWho.length > 0 ? `Ask an owner or admin: ${names.format(askWho)}.` : 'Ask an owner or admin of the team.'}
        </p>
      </div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
      {requestId ? <Reference id={requestId} className="mt-5" /> : null}
    </div>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })
