import { type Findings, fixed, reported } from '../findings'
import type { Lab } from '../lab'
import { startRole, webhookPath, written } from '../product'
import { percentile } from '../statistics'
import { queueIsEmpty } from './end-to-end'

const events = 300

/** Single events on an idle machine: from the commit that stores one to the commit that applies it, by PostgreSQL's own clock. */
export async function measureLag({ cluster, generator, say }: Lab): Promise<Findings> {
  const database = await cluster.product('lag')
  const ingest = await startRole(cluster, database, 'ingest')
  const worker = await startRole(cluster, database, 'worker')
  const job = { port: ingest.port, path: webhookPath, connections: 1, charges: true } as const
  await (await generator.prepare({ ...job, requests: 200 })).send()
  await queueIsEmpty(database)
  await database.truncate(written)

  const load = await generator.prepare({ ...job, requests: events, pauseMs: [10, 60] })
  await load.send()
  await queueIsEmpty(database)
  const rows = await database.query<{ ms: number }>(`
    select extract(epoch from pg_xact_commit_timestamp(e.xmin) - pg_xact_commit_timestamp(i.xmin))::float8 * 1000 as ms
    from events e join inbox i using (team_id, id)`)
  await ingest.stop()
  await worker.stop()
  if (rows.length !== events) throw new Error(`lag: ${events} sent, ${rows.length} applied`)
  say('lag: measured')

  const lags = rows.map(({ ms }) => ms)
  const [p50, p99] = [percentile(lags, 0.5), percentile(lags, 0.99)]
  return {
    tables: [
      {
        title: 'Lag from stored to applied, idle',
        columns: ['events', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
        rows: [[String(events), ...[p50, percentile(lags, 0.95), p99, Math.max(...lags)].map((ms) => fixed(ms, 1))]],
      },
    ],
    figures: [
      reported({
        id: '7 p50',
        what: 'lag stored → applied, idle, p50',
        must: 20,
        aim: 5,
        measured: p50,
        unit: 'ms',
        better: 'less',
      }),
      reported({
        id: '7 p99',
        what: 'lag stored → applied, idle, p99',
        must: 100,
        aim: 30,
        measured: p99,
        unit: 'ms',
        better: 'less',
      }),
    ],
  }
}
