import { SluiceLine, type SluiceStep } from '@/components/layout/sluice-line'
import { destinationStep, type FlowDestination } from '@/components/overview/destination-step'
import type { ConnectionActivity } from '@/lib/connections/activity'
import type { ConnectionView } from '@/lib/connections/view'
import { shutStates } from './shut-states'
import { connectionHref, dayWords } from './words'

type ConnectionFlowProps = {
  connection: ConnectionView
  activity: ConnectionActivity
  /** Of the site, in the connection's mode. */
  destinations: readonly FlowDestination[]
}

/** The sluice line of one connection: account → site → flows → destinations. */
export function ConnectionFlow({ connection, activity, destinations }: ConnectionFlowProps) {
  return (
    <SluiceLine steps={stepsOf(connection, activity, destinations)} label={`How events of ${connection.name} flow`} />
  )
}

/** Flows stand there as not set up until their page exists; nothing links to them. */
function stepsOf(
  connection: ConnectionView,
  { day, subscribers }: ConnectionActivity,
  destinations: readonly FlowDestination[],
): SluiceStep[] {
  const running = connection.status === 'connected' && day.received > 0
  return [
    {
      id: 'account',
      label: 'Stripe account',
      sublabel: connection.account_name ?? connection.account,
      ...counted(day.received, 'webhook received in 24 h', 'webhooks received in 24 h'),
      detail: dayWords(day),
      gate: connection.status === 'connected' ? 'open' : 'shut',
      state: connection.status === 'connected' ? (running ? 'live' : 'quiet') : shutStates[connection.status],
      href: connectionHref(connection.team_id, connection.id, 'webhook_events'),
    },
    {
      id: 'site',
      label: 'Site',
      sublabel: connection.site_name,
      ...counted(subscribers[0]?.count ?? 0, 'subscriber', 'subscribers'),
      gate: 'none',
      state: running ? 'live' : 'quiet',
      href: `/sites/${connection.site_id}${connection.livemode ? '' : '?mode=test'}`,
    },
    { id: 'flows', label: 'Flows', sublabel: 'None yet', gate: 'none', state: 'absent' },
    destinationStep(
      destinations,
      `/sites/${connection.site_id}/destinations${connection.livemode ? '' : '?mode=test'}`,
    ),
  ]
}

/** Counts end past ten thousand, so the words say "or more". */
function counted(count: number, one: string, many: string) {
  if (count > 10_000) return { count: 10_000, unit: `or more ${many}` }
  return { count, unit: count === 1 ? one : many }
}
