import { Gauge, type Registry } from 'prom-client'
import { doorOf } from '@/lib/inbox/refusals'
import { allFigures } from '@/lib/metrics/of-children'
import { backlog, recentWorkers, refusalsSince } from './queries'

/**
 * The figures an operator is woken by, as Prometheus text: what this process and the worker beside it counted, and what the
 * database knows for all processes. Labels name doors and reasons, never accounts, ids or people (DA-07).
 */
export async function metricsText(): Promise<string> {
  const [figures, open, refused, workers] = await Promise.all([
    allFigures(),
    backlog(),
    refusalsSince(new Date(0)),
    recentWorkers(1_000),
  ])
  const set = gaugesOf(figures)
  set('sluice_queue_depth', 'Webhooks kept but not applied yet.', open.depth)
  set('sluice_queue_worst_lane_depth', 'The same of the team that has most of them.', open.worstLaneDepth)
  set('sluice_queue_oldest_seconds', 'Age of the oldest webhook not applied yet.', open.oldestSeconds)
  set('sluice_webhooks_refused', 'Webhook requests refused at the door in the last two days.', byDoor(refused))
  const running = workers.filter((worker) => worker.state !== 'stopped')
  set(
    'sluice_workers',
    'Processes that did not stop cleanly, by whether they still report.',
    (['running', 'silent'] as const).map((state) => ({
      labels: { state },
      value: running.filter((worker) => worker.state === state).length,
    })),
  )
  return figures.metrics()
}

interface Sample {
  labels: Record<string, string>
  value: number
}

const gaugesOf =
  (registry: Registry) =>
  (name: string, help: string, value: number | readonly Sample[]): void => {
    const samples = typeof value === 'number' ? [{ labels: {}, value }] : value
    const labelNames = Object.keys(samples[0]?.labels ?? {})
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] })
    for (const sample of samples) gauge.set(sample.labels, sample.value)
  }

/** A connection's own URL is a secret, so all of them are one door here. */
function byDoor(refused: readonly { door: string; reason: string; count: number }[]): Sample[] {
  const sums = new Map<string, Sample>()
  for (const { door, reason, count } of refused) {
    const labels = { door: doorOf(door), reason }
    const key = Object.values(labels).join(' ')
    sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + count })
  }
  return [...sums.values()]
}
