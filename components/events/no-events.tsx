import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mode } from '@/components/layout/mode'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'

type NoEventsProps = {
  icon: ReactNode
  mode: Mode
  teamId: string
  siteId: string
  connectionId: string | null
  /** Where test payments are made without a Stripe account; null against real Stripe. */
  sandbox: string | null
}

/** An empty log: why, and the one step that fills it. It fills by itself, without a reload. */
export function NoEvents({ icon, mode, teamId, siteId, connectionId, sandbox }: NoEventsProps) {
  const app = `/account/teams/${teamId}/apps/stripe?site=${siteId}`
  if (connectionId === null) {
    return (
      <Framed>
        <EmptyState
          icon={icon}
          title="No events yet"
          action={
            <LinkButton variant="primary" href={app}>
              Connect Stripe
            </LinkButton>
          }
        >
          No Stripe account sends its events to this site yet.
        </EmptyState>
      </Framed>
    )
  }
  const webhooks = `/account/teams/${teamId}/stripe_accounts/${connectionId}/webhook_events`
  return (
    <Framed>
      <EmptyState
        icon={icon}
        title={mode === 'test' ? 'No test events yet' : 'No events yet'}
        action={
          sandbox ? (
            <LinkButton variant="primary" outside href={sandbox}>
              Make a payment in the sandbox
            </LinkButton>
          ) : undefined
        }
        help={
          <Link href={webhooks} className="text-link">
            See everything Stripe sent, used or not
          </Link>
        }
      >
        {mode === 'test'
          ? 'Make a test payment in Stripe: it shows up here within a second.'
          : 'The next payment in Stripe shows up here within a second.'}
      </EmptyState>
    </Framed>
  )
}

/** Filters that match nothing. */
export function NoMatch({ href }: { href: string }) {
  return (
    <Framed>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No event matches"
        action={<LinkButton href={href}>Clear the filters</LinkButton>}
      >
        Nothing on this site fits both filters. New events that fit will show up here.
      </EmptyState>
    </Framed>
  )
}

function Framed({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border border-line bg-surface">{children}</div>
}
