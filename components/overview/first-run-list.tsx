import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { type ChecklistStep, ProgressChecklist } from '@/components/ui/progress-checklist'
import { can, type Role } from '@/lib/tenancy/roles'

export interface FirstRunFacts {
  connectionId: string | null
  connectedName: string | null
  eventsChosen: boolean
  firstEvent: string | null
  invited: boolean
}

type FirstRunListProps = {
  facts: FirstRunFacts
  teamId: string
  siteId: string
  role: Role
  sandbox: string | null
}

/** The way from an empty site to the first event. Steps tick themselves; once all are done nothing is left to show. */
export function FirstRunList(props: FirstRunListProps) {
  const steps = stepsOf(props)
  if (steps.every((step) => step.done)) return null
  const list = <ProgressChecklist label="Getting started" steps={steps} />
  // The first event is what all this was for: the rest can wait, folded.
  return props.facts.firstEvent === null ? list : <Folded steps={steps}>{list}</Folded>
}

function Folded({ steps, children }: { steps: readonly ChecklistStep[]; children: ReactNode }) {
  const open = steps.filter((step) => !step.done).length
  return (
    <details className="group">
      <summary className="text-link inline-flex min-h-8 items-center px-1">
        Getting started: {open === 1 ? 'one step is' : `${open} steps are`} left
      </summary>
      <div className="mt-3">{children}</div>
    </details>
  )
}

function stepsOf({ facts, teamId, siteId, role, sandbox }: FirstRunListProps): ChecklistStep[] {
  const team = `/account/teams/${teamId}`
  const connection = facts.connectionId && `${team}/stripe_accounts/${facts.connectionId}`
  return [
    {
      id: 'connect',
      title: 'Connect Stripe',
      description: facts.connectedName
        ? `${facts.connectedName} is connected.`
        : 'Two clicks at Stripe. From then on every payment, refund and subscription comes here by itself.',
      done: connection !== null,
      action:
        connection === null && can(role, 'connections.manage') ? (
          <LinkButton variant="primary" href={`${team}/apps/stripe?site=${siteId}`}>
            Connect Stripe
          </LinkButton>
        ) : undefined,
    },
    {
      id: 'choose',
      title: 'Choose events',
      description: facts.eventsChosen
        ? 'Chosen. You can change it any time.'
        : 'Good defaults are on: payments, refunds, subscriptions, customers. Look through them when you like.',
      done: facts.eventsChosen,
      action:
        connection && !facts.eventsChosen && can(role, 'settings.write') ? (
          <LinkButton href={`${connection}/events`}>Choose events</LinkButton>
        ) : undefined,
    },
    {
      id: 'event',
      title: facts.firstEvent ? 'First event received' : 'Receive the first event',
      description: facts.firstEvent
        ? `${facts.firstEvent}.`
        : connection
          ? 'Waiting. Make a payment in Stripe: it shows up here within a second.'
          : 'It comes by itself once Stripe is connected.',
      done: facts.firstEvent !== null,
      action:
        connection && facts.firstEvent === null && sandbox ? (
          <LinkButton variant="primary" outside href={sandbox}>
            Make a payment in the sandbox
          </LinkButton>
        ) : undefined,
    },
    {
      id: 'invite',
      title: 'Invite the team',
      description: facts.invited ? 'You are not alone here.' : 'A marketer can choose events and read subscribers.',
      done: facts.invited,
      action:
        !facts.invited && can(role, 'members.manage') ? (
          <LinkButton href={`${team}/members`}>Invite someone</LinkButton>
        ) : undefined,
    },
  ]
}
