import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'

type NoAccessProps = {
  /** What needs the right: "Connecting Stripe is for owners and admins." */
  title?: string
  /** Who can do it, by name, so the reader knows whom to ask. */
  askWho?: readonly string[]
  /** What the reader may do instead. */
  action?: ReactNode
  children?: ReactNode
}

/** The page of someone whose role does not reach: no blame, and the names of those who can help. */
export function NoAccess({ title = 'Your role does not allow this', askWho = [], action, children }: NoAccessProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <div className="mb-4 flex size-11 items-center justify-center rounded-lg border border-line bg-sunken text-muted">
        <Lock aria-hidden className="size-5" />
      </div>
      <h2 className="font-semibold text-lg">{title}</h2>
      <div className="mt-1 max-w-md text-balance text-muted">
        {children}
        <p>
          {askWho.length > 0 ? `Ask an owner or admin: ${names.format(askWho)}.` : 'Ask an owner or admin of the team.'}
        </p>
      </div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })
