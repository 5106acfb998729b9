import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { Refusals } from '@/lib/operator/queries'
import { reasonText } from '@/lib/reasons'

/** What was turned away at the door in the last 24 hours, by reason. Only numbers are kept. */
export function RefusedCard({ refused }: { refused: readonly Refusals[] }) {
  if (refused.length === 0) {
    return (
      <Card title="Refused webhooks">
        <p className="text-muted">No call was refused in the last 24 hours.</p>
      </Card>
    )
  }
  return (
    <Card title="Refused webhooks" description="In the last 24 hours. Nothing of these calls was kept." flush>
      <Table
        label="Refused webhooks by reason"
        className="rounded-none rounded-b-lg border-0 border-t"
        head={
          <Tr>
            <Th>Reason</Th>
            <Th>Address</Th>
            <Th numeric>Calls</Th>
            <Th numeric>Last</Th>
          </Tr>
        }
      >
        {refused.map(({ door, reason, count, lastAt }) => (
          <Tr key={`${door} ${reason}`}>
            <Td className="max-w-xl">
              <span className="font-medium">{reasonText(reason).title}</span>
              <span className="block text-muted text-sm">{reasonText(reason).explanation}</span>
            </Td>
            <Td label="Address" className="break-all">
              {door}
            </Td>
            <Td label="Calls" numeric>
              {count.toLocaleString('en')}
            </Td>
            <Td label="Last" numeric className="text-muted">
              <Time value={lastAt.toISOString()} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Card>
  )
}
