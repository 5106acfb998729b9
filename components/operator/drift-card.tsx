import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { Drift } from '@/lib/figures/alarm'

/** What the nightly check of all figures found. */
export function DriftCard({ drifts }: { drifts: readonly Drift[] }) {
  if (drifts.length === 0) {
    return (
      <Card title="Figures">
        <p className="text-muted">In the last 30 days the nightly check found every figure to follow from its facts.</p>
      </Card>
    )
  }
  return (
    <Card
      title="Figures that had drifted"
      description="These figures did not follow from their facts and were computed again. Something wrote to the database besides Sluice, or Sluice has a mistake: the log names what differed."
      flush
    >
      <Table
        label="Figures that had drifted"
        className="rounded-none rounded-b-lg border-0 border-t"
        head={
          <Tr>
            <Th>Subscriber</Th>
            <Th>Team</Th>
            <Th numeric>Found</Th>
          </Tr>
        }
      >
        {drifts.map((drift) => (
          <Tr key={`${drift.subscriberId} ${drift.day.toISOString()}`}>
            <Td>
              <Copyable value={drift.subscriberId} label="Copy subscriber id" />
            </Td>
            <Td label="Team">
              <Copyable value={drift.teamId} label="Copy team id" />
            </Td>
            <Td label="Found" numeric className="text-muted">
              <Time value={drift.day.toISOString()} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Card>
  )
}
