import { Status } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { ConnectionView } from '@/lib/connections/view'

/** The state of a connection in words: "Healthy, last event 12 s ago". */
export function Health({ connection }: { connection: ConnectionView }) {
  const { status, last_event_at, disconnected_by } = connection
  if (status === 'paused') return <Status status="paused">Paused: events are kept and not used</Status>
  if (status === 'needs_reconnect') return <Status status="needs_reconnect" />
  if (status === 'disconnected') {
    return (
      <Status status="disconnected">{disconnected_by === 'stripe' ? 'Disconnected in Stripe' : 'Disconnected'}</Status>
    )
  }
  if (!last_event_at) return <Status status="connected">Connected, waiting for the first event</Status>
  return (
    <Status status="connected">
      {isRecent(last_event_at) ? 'Healthy' : 'Quiet'}, last event <Time value={last_event_at} />
    </Status>
  )
}

/** Three days without a word from Stripe is called quiet. */
function isRecent(instant: string): boolean {
  return Date.now() - Date.parse(instant) < 3 * 86_400_000
}
