import { Card } from '@/components/ui/card'
import { Status, type StatusName } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { WorkerRow } from '@/lib/operator/queries'

const looks: Record<WorkerRow['state'], { status: StatusName; words: string }> = {
  running: { status: 'active', words: 'Running' },
  silent: { status: 'broken', words: 'Silent' },
  stopped: { status: 'quiet', words: 'Stopped' },
}

/** The processes that apply events. One that is silent without having stopped has died; another takes its work over. */
export function WorkersCard({ workers }: { workers: readonly WorkerRow[] }) {
  if (workers.length === 0) {
    return (
      <Card title="Workers">
        <p className="text-muted">No worker has run yet. Webhooks are kept meanwhile, and applied when one starts.</p>
      </Card>
    )
  }
  return (
    <Card title="Workers" flush>
      <Table
        label="Workers"
        className="rounded-none rounded-b-lg border-0 border-t"
        head={
          <Tr>
            <Th>Process</Th>
            <Th>State</Th>
            <Th numeric>Started</Th>
            <Th numeric>Last heard of</Th>
          </Tr>
        }
      >
        {workers.map((worker) => (
          <Tr key={worker.id}>
            <Td>
              <span className="font-medium">{worker.role}</span>
              <code className="block break-all font-mono text-faint text-xs">{worker.id}</code>
            </Td>
            <Td label="State">
              <Status status={looks[worker.state].status}>{looks[worker.state].words}</Status>
            </Td>
            <Td label="Started" numeric className="text-muted">
              <Time value={worker.startedAt.toISOString()} />
            </Td>
            <Td label="Last heard of" numeric className="text-muted">
              <Time value={(worker.stoppedAt ?? worker.seenAt).toISOString()} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Card>
  )
}
