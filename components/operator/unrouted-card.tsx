import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { UnroutedRow } from '@/lib/operator/queries'
import { reasons } from '@/lib/reasons'

/** Webhooks of accounts nobody has connected. They belong to no team, so no team sees them. */
export function UnroutedCard({ rows }: { rows: readonly UnroutedRow[] }) {
  if (rows.length === 0) {
    return (
      <Card title="Unrouted webhooks">
        <p className="text-muted">None. Every webhook came from an account that some team has connected.</p>
      </Card>
    )
  }
  return (
    <Card title="Unrouted webhooks" description={reasons.unrouted.explanation} flush>
      <Table
        label="Unrouted webhooks"
        className="rounded-none rounded-b-lg border-0 border-t"
        head={
          <Tr>
            <Th>Stripe account</Th>
            <Th>Type</Th>
            <Th>Event id</Th>
            <Th numeric>Received</Th>
          </Tr>
        }
      >
        {rows.map((row) => (
          <Tr key={`${row.account} ${row.livemode} ${row.stripeEventId}`}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                {row.account ? <Copyable value={row.account} label="Copy account id" /> : 'None named'}
                {row.livemode ? null : <Badge tone="test">Test</Badge>}
              </span>
            </Td>
            <Td label="Type">
              <code className="break-all font-mono text-sm">{row.type}</code>
            </Td>
            <Td label="Event id">
              <code className="break-all font-mono text-sm">{row.stripeEventId}</code>
            </Td>
            <Td label="Received" numeric className="text-muted">
              <Time value={row.receivedAt.toISOString()} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Card>
  )
}
