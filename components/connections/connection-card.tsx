import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { ConnectionActivity } from '@/lib/connections/activity'
import type { ConnectionView } from '@/lib/connections/view'
import { Health } from './health'
import { countWords } from './words'

type ConnectionCardProps = {
  connection: ConnectionView
  activity: ConnectionActivity
  /** Null when it was not a person, or one who has left. */
  connectedBy: string | null
}

/** Everything worth knowing about a connection, as term and value. */
export function ConnectionCard({ connection, activity, connectedBy }: ConnectionCardProps) {
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
            hint: 'Events land here.',
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
            term: 'Events today',
            value: <span className="tabular">{countWords(activity.eventsToday)}</span>,
            hint: 'Since midnight UTC.',
          },
          {
            term: 'Since',
            value: (
              <>
                <Time value={connection.connected_at} exact focusable />
                {connectedBy ? `, by ${connectedBy}` : null}
              </>
            ),
            hint: 'What happened before is not imported.',
          },
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
