import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ConnectionView } from '@/lib/connections/view'
import { isEnded } from './ended-strip'
import { Health } from './health'
import { connectHref, connectionHref } from './words'

type ConnectionListProps = { connections: readonly ConnectionView[]; mayConnect: boolean }

/** A team's Stripe accounts, each a way to its own page. */
export function ConnectionList({ connections, mayConnect }: ConnectionListProps) {
  return (
    <Table
      label="Connected Stripe accounts"
      head={
        <Tr>
          <Th>Account</Th>
          <Th>Site</Th>
          <Th>Status</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      }
    >
      {connections.map((connection) => (
        <Tr key={connection.id}>
          <Td>
            <Link
              href={connectionHref(connection.team_id, connection.id)}
              className="row-link font-medium after:absolute after:inset-0"
            >
              {connection.name}
            </Link>{' '}
            {connection.livemode ? null : <Badge tone="test">Test</Badge>}
            <span className="block break-all font-mono text-faint text-sm">{connection.account}</span>
          </Td>
          <Td label="Site">{connection.site_name}</Td>
          <Td label="Status">
            <Health connection={connection} />
          </Td>
          <Td className="text-end">
            {mayConnect && isEnded(connection) ? (
              <LinkButton
                outside
                size="sm"
                className="relative"
                href={connectHref(connection.team_id, { siteId: connection.site_id, livemode: connection.livemode })}
              >
                Reconnect
              </LinkButton>
            ) : null}
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
