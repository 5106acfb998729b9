import { SluiceLine, type SluiceStep } from '@/components/layout/sluice-line'
import type { ConnectionActivity } from '@/lib/connections/activity'
import type { ConnectionView } from '@/lib/connections/view'
import { connectionHref } from './words'

type ConnectionFlowProps = { connection: ConnectionView; activity: ConnectionActivity }

/** The sluice line of one connection: account → site → flows → destinations. */
export function ConnectionFlow({ connection, activity }: ConnectionFlowProps) {
  return <SluiceLine steps={stepsOf(connection, activity)} label={`How events of ${connection.name} flow`} />
}

/** Flows and destinations stand there as not set up until their pages exist; nothing links to them. */
function stepsOf(connection: ConnectionView, { eventsToday, subscribers }: ConnectionActivity): SluiceStep[] {
  const open = connection.status === 'connected'
  const running = open && eventsToday > 0
  return [
    {
      id: 'account',
      label: 'Stripe account',
      sublabel: connection.account_name ?? connection.account,
      ...counted(eventsToday, 'event today', 'events today'),
      gate: open ? 'open' : 'shut',
      state: stateOf(connection, running),
      href: connectionHref(connection.team_id, connection.id, 'webhook_events'),
    },
    {
      id: 'site',
      label: 'Site',
      sublabel: connection.site_name,
      ...counted(subscribers, 'subscriber', 'subscribers'),
      gate: 'none',
      state: running ? 'live' : 'quiet',
      href: `/sites/${connection.site_id}${connection.livemode ? '' : '?mode=test'}`,
    },
    { id: 'flows', label: 'Flows', sublabel: 'None yet', gate: 'none', state: 'absent' },
    { id: 'destinations', label: 'Destinations', sublabel: 'None yet', gate: 'none', state: 'absent' },
  ]
}

/** What a person ended on purpose is quiet; what ended on Stripe's side is broken. */
function stateOf({ status, disconnected_by }: ConnectionView, running: boolean): SluiceStep['state'] {
  if (status === 'paused') return 'paused'
  if (status === 'connected') return running ? 'live' : 'quiet'
  return disconnected_by === 'person' ? 'quiet' : 'broken'
}

/** Counts end past ten thousand, so the words say "or more". */
function counted(count: number, one: string, many: string) {
  if (count > 10_000) return { count: 10_000, unit: `or more ${many}` }
  return { count, unit: count === 1 ? one : many }
}
