import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { ConnectionActivity } from '@/lib/connections/activity'
import type { ConnectionView } from '@/lib/connections/view'
import { isolated } from '@/lib/text/isolated'
import { Health } from './health'
import { countWords, dayWords } from './words'

type ConnectionCardProps = {
  connection: ConnectionView
  activity: ConnectionActivity
  /** Null when it was not a person, or one who has left. */
  connectedBy: string | null
}

/** What a connection's events do to its site just now. */
const siteHint: Record<ConnectionView['status'], string> = {
  connected: 'Events land here.',
  paused: 'Events are kept here and not used while it is paused.',
  disconnected: 'Events landed here until it was disconnected.',
  needs_reconnect: 'Events land here again once it is reconnected.',
}

/** Everything worth knowing about a connection, as term and value. */
export function ConnectionCard({ connection, activity, connectedBy }: ConnectionCardProps) {
  const again = connection.first_connected_at !== connection.connected_at
  return (
    <Card title="Connection">
      <DescriptionList
        items={[
          { term: 'Status', value: <Health connection={connection} /> },
          {
            term: 'Site',
            value: (
              <Link href={`/sites/${connection.site_id}`} className="text-link">
                {connection.site_name}
              </Link>
            ),
            hint: siteHint[connection.status],
          },
          {
            term: 'Stripe account',
            value: (
              <>
                {connection.account_name ?? connection.name}{' '}
                {connection.livemode ? <Badge tone="live">Live</Badge> : <Badge tone="test">Test</Badge>}
              </>
            ),
            hint: <Copyable value={connection.account} label="Copy account id" />,
          },
          {
            term: 'Last event',
            value: connection.last_event_at ? <Time value={connection.last_event_at} focusable /> : 'None yet',
          },
          {
            term: 'Webhooks received',
            value: <span className="tabular">{countWords(activity.day.received)} in 24 h</span>,
            hint: dayWords(activity.day),
          },
          {
            term: 'Since',
            value: (
              <>
                <Time value={connection.first_connected_at} exact focusable />
                {again || !connectedBy ? null : `, by ${isolated(connectedBy)}`}
              </>
            ),
            hint: 'What happened before is not imported.',
          },
          ...(again
            ? [
                {
                  term: 'Connected again',
                  value: (
                    <>
                      <Time value={connection.connected_at} exact focusable />
                      {connectedBy ? `, by ${isolated(connectedBy)}` : null}
                    </>
                  ),
                },
              ]
            : []),
          {
            term: 'Webhook URL',
            value: <Copyable value={connection.webhook_url} label="Copy webhook URL" />,
            hint:
              connection.kind === 'oauth' ? 'One address for all accounts of this server.' : 'This connection’s own.',
          },
        ]}
      />
    </Card>
  )
}
