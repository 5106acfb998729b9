import { backlog, recentWorkers, refusalsSince } from './queries'

interface Metric {
  name: string
  help: string
  type: 'gauge' | 'counter'
  samples: { labels?: Record<string, string>; value: number }[]
}

/**
 * The figures an operator is woken by, as Prometheus text. Labels name doors and reasons, never accounts, ids or people
 * (DA-07).
 */
export async function metricsText(): Promise<string> {
  const [open, refused, workers] = await Promise.all([backlog(), refusalsSince(new Date(0)), recentWorkers(1_000)])
  const running = workers.filter((worker) => worker.state !== 'stopped')
  const metrics: Metric[] = [
    gauge('sluice_queue_depth', 'Webhooks kept but not applied yet.', open.depth),
    gauge('sluice_queue_oldest_seconds', 'Age of the oldest webhook not applied yet.', open.oldestSeconds),
    {
      name: 'sluice_webhooks_refused',
      help: 'Webhook requests refused at the door in the last two days.',
      type: 'gauge',
      samples: byDoor(refused),
    },
    {
      name: 'sluice_workers',
      help: 'Processes that did not stop cleanly, by whether they still report.',
      type: 'gauge',
      samples: (['running', 'silent'] as const).map((state) => ({
        labels: { state },
        value: running.filter((worker) => worker.state === state).length,
      })),
    },
    gauge('process_resident_memory_bytes', 'Memory of this process.', process.memoryUsage.rss()),
    gauge('process_uptime_seconds', 'Seconds since this process started.', process.uptime()),
  ]
  return metrics.map(written).join('')
}

/** A connection's own URL is a secret, so all of them are one door here. */
function byDoor(refused: readonly { door: string; reason: string; count: number }[]): Metric['samples'] {
  const sums = new Map<string, Metric['samples'][number]>()
  for (const { door, reason, count } of refused) {
    const labels = { door: door === 'platform' || door === 'unknown' ? door : 'connection', reason }
    const key = Object.values(labels).join(' ')
    sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + count })
  }
  return [...sums.values()]
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value }] }
}

function written({ name, help, type, samples }: Metric): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}

/** Backslash, quote and line feed are what the format knows to escape. */
const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
