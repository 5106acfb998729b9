import { LinkButton } from '@/components/ui/link-button'
import { type ChecklistStep, ProgressChecklist } from '@/components/ui/progress-checklist'
import { can, type Role } from '@/lib/tenancy/roles'
import { StepsLeft } from './steps-left'

export interface FirstRunFacts {
  connectionId: string | null
  connectedName: string | null
  eventsChosen: boolean
  firstEvent: string | null
  goesOn: boolean
  invited: boolean
}

type FirstRunListProps = {
  facts: FirstRunFacts
  teamId: string
  siteId: string
  role: Role
  sandbox: string | null
  /** Whoever reads this put the steps that are left away. */
  dismissed: boolean
}

/** The way from an empty site to the first event. Steps tick themselves; once all are done nothing is left to show. */
export function FirstRunList(props: FirstRunListProps) {
  const steps = stepsOf(props)
  const left = steps.filter((step) => !step.done)
  if (left.length === 0) return null
  const list = <ProgressChecklist label="Getting started" steps={steps} />
  if (props.facts.firstEvent === null) return list
  // The first event is what all this was for: the rest can wait, folded, and is for those who can do it.
  if (props.dismissed || left.every((step) => !step.action)) return null
  return (
    <StepsLeft
      siteId={props.siteId}
      titles={left.map(({ title }) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`)}
      action={left[0]?.action}
    >
      {list}
    </StepsLeft>
  )
}

function stepsOf({ facts, teamId, siteId, role, sandbox }: FirstRunListProps): ChecklistStep[] {
  const team = `/account/teams/${teamId}`
  const connection = facts.connectionId && `${team}/stripe_accounts/${facts.connectionId}`
  // Once events have come, these two were done, also when the account now sends elsewhere.
  const begun = facts.firstEvent !== null
  return [
    {
      id: 'connect',
      title: 'Connect Stripe',
      description: facts.connectedName
        ? `${facts.connectedName} is connected.`
        : begun
          ? 'No account sends here at the moment.'
          : 'Two clicks at Stripe. From then on every payment, refund and subscription comes here by itself.',
      done: connection !== null || begun,
      action:
        connection === null && !begun && can(role, 'connections.manage') ? (
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
      done: facts.eventsChosen || (begun && connection === null),
      action:
        connection && !facts.eventsChosen && can(role, 'settings.write') ? (
          <LinkButton size="sm" href={`${connection}/events`}>
            Choose events
          </LinkButton>
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
      id: 'goes-on',
      title: 'Add a destination or a flow',
      description: facts.goesOn
        ? 'Something comes of your events.'
        : 'A flow sends mails by itself, such as after a failed payment; a destination passes events on.',
      done: facts.goesOn,
      action:
        !facts.goesOn && begun && can(role, 'flows.manage') ? (
          <span className="flex flex-wrap gap-2">
            <LinkButton size="sm" href={`/sites/${siteId}/flows`}>
              Add a flow
            </LinkButton>
            {can(role, 'destinations.manage') ? (
              <LinkButton size="sm" href={`/sites/${siteId}/destinations`}>
                Add a destination
              </LinkButton>
            ) : null}
          </span>
        ) : undefined,
    },
    {
      id: 'invite',
      title: 'Invite the team',
      description: facts.invited ? 'You are not alone here.' : 'A marketer can choose events and read subscribers.',
      done: facts.invited,
      action:
        !facts.invited && can(role, 'members.manage') ? (
          <LinkButton size="sm" href={`${team}/members`}>
            Invite
          </LinkButton>
        ) : undefined,
    },
  ]
}
