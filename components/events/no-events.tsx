import { ListTree, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { inMode, type Mode } from '@/components/layout/mode'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'

type NoEventsProps = {
  icon: ReactNode
  mode: Mode
  teamId: string
  siteId: string
  /** The connection this mode's events come by, if there is one. */
  connectionId: string | null
  /** Where payments of this mode are made without a Stripe account; null against real Stripe. */
  sandbox: string | null
}

/** An empty log: why, and the one step that fills it. It fills by itself, without a reload. */
export function NoEvents({ icon, mode, teamId, siteId, connectionId, sandbox }: NoEventsProps) {
  if (connectionId === null) return <NotConnected icon={icon} mode={mode} teamId={teamId} siteId={siteId} />
  const webhooks = `/account/teams/${teamId}/stripe_accounts/${connectionId}/webhook_events?status=all`
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

/** Each mode is connected by itself, so one of them may have no account while the other is busy. */
function NotConnected({ icon, mode, teamId, siteId }: Pick<NoEventsProps, 'icon' | 'mode' | 'teamId' | 'siteId'>) {
  const test = mode === 'test'
  return (
    <Framed>
      <EmptyState
        icon={icon}
        title={test ? 'No test account is connected' : 'No events yet'}
        action={
          <LinkButton variant="primary" href={inMode(`/account/teams/${teamId}/apps/stripe?site=${siteId}`, mode)}>
            {test ? 'Connect the test side' : 'Connect Stripe'}
          </LinkButton>
        }
      >
        {test ? 'Live and test are connected separately.' : 'No Stripe account sends its live events to this site yet.'}
      </EmptyState>
    </Framed>
  )
}

/** Something came, but only what the list of main events leaves out. */
export function OnlyDetails({ href }: { href: string }) {
  return (
    <Framed>
      <EmptyState
        icon={<ListTree aria-hidden />}
        title="Only details so far"
        action={<LinkButton href={href}>Show all events</LinkButton>}
      >
        None of the events that came is a main one.
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
