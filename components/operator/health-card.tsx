import { Card } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { Status } from '@/components/ui/status'
import { spanWords } from '@/components/ui/time-words'

type Check = { ok: true } | { ok: false; reason: string }

type HealthCardProps = {
  health: { ok: boolean; checks: Record<string, Check> }
  backlog: { depth: number; worstLaneDepth: number; oldestSeconds: number }
}

/** The answers of /readyz in words, and the work that waits. */
export function HealthCard({ health, backlog }: HealthCardProps) {
  const checks = Object.entries(health.checks).map(([name, check]) => ({
    term: names[name] ?? name,
    value: check.ok ? <Status status="active">In order</Status> : <Status status="broken">{check.reason}</Status>,
  }))
  return (
    <Card title="Health" description="The same as /readyz; /metrics has it for machines.">
      <DescriptionList
        items={[
          ...checks,
          {
            term: 'Waiting to be applied',
            value: (
              <span className="tabular">
                {backlog.depth.toLocaleString('en')} {backlog.depth === 1 ? 'webhook' : 'webhooks'}
                {backlog.depth > 0 ? `, the oldest for ${spanWords(backlog.oldestSeconds * 1000)}` : ''}
                {backlog.depth > backlog.worstLaneDepth
                  ? `, ${backlog.worstLaneDepth.toLocaleString('en')} of them of one team`
                  : ''}
              </span>
            ),
          },
        ]}
        className="-my-2.5"
      />
    </Card>
  )
}

const names: Record<string, string> = { database: 'Database', schema: 'Schema', indexes: 'Unique indexes' }
