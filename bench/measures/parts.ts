import { setTimeout as sleep } from 'node:timers/promises'
import { applied, lagSeconds, received, receiveSeconds } from '@/lib/metrics/own'
import type { Database } from '../cluster'
import { type Findings, fixed, whole } from '../findings'
import type { Lab } from '../lab'
import { cpuSeconds } from '../machine'
import { startRole, webhookPath, written } from '../product'
import { median } from '../statistics'
import { queueIsEmpty } from './end-to-end'

/** Of each part measured, and as many before to warm up. Twice this stays below the 10,000 events at which a worker analyzes. */
const requests = 4_500
const rounds = 3

interface Cost {
  node: number
  postgres: number
}

type Part = 'received' | 'applied'

/** What an event costs, receiving and applying apart: the first with no worker at all, the second from a full inbox. */
export async function measureParts(lab: Lab): Promise<Findings> {
  const database = await lab.cluster.product('parts')
  const costs: Record<Part, Cost>[] = []
  for (let round = 0; round < rounds; round++) {
    costs.push(await costsOf(lab, database))
    lab.say(`parts: round ${round + 1} of ${rounds}`)
  }
  const row = (label: string, part: Part) => {
    const middle = (of: (cost: Cost) => number) => median(costs.map((each) => of(each[part])))
    const sums = [(c: Cost) => c.node, (c: Cost) => c.postgres, (c: Cost) => c.node + c.postgres]
    return [label, ...sums.map((sum) => whole(middle(sum)))]
  }
  const counting = countingMicros()
  return {
    tables: [
      {
        title: 'What an event costs, part by part (CPU, µs)',
        columns: ['part', 'node', 'PostgreSQL', 'together'],
        rows: [
          row('receive: signature, inbox', 'received'),
          row('apply: event, facts, person, money, decision', 'applied'),
          ['of both, metrics', fixed(counting, 1), '0', fixed(counting, 1)],
        ],
        note: 'Receiving with no worker beside it; applying from a full inbox, so in full batches.',
      },
    ],
    figures: [],
  }
}

async function costsOf({ cluster, generator }: Lab, database: Database): Promise<Record<Part, Cost>> {
  await database.truncate(written)
  const ingest = await startRole(cluster, database, 'ingest')
  const job = { port: ingest.port, path: webhookPath, connections: 32, requests, charges: true } as const
  await (await generator.prepare(job)).send()
  const load = await generator.prepare(job)
  const received = await costOf([ingest.pid, cluster.postmaster], requests, () => load.send())
  await ingest.stop()
  const worker = await startRole(cluster, database, 'worker')
  while ((await database.count('inbox_queue')) > requests) await sleep(50)
  const left = await database.count('inbox_queue')
  const applied = await costOf([worker.pid, cluster.postmaster], left, () => queueIsEmpty(database))
  await worker.stop()
  return { received, applied }
}

async function costOf([node, postgres]: [number, number], events: number, work: () => Promise<unknown>): Promise<Cost> {
  const before = { node: cpuSeconds([node]), postgres: cpuSeconds([postgres]) }
  await work()
  return {
    node: ((cpuSeconds([node]) - before.node) / events) * 1e6,
    postgres: ((cpuSeconds([postgres]) - before.postgres) / events) * 1e6,
  }
}

/** What is counted for an event, received and applied; what is counted once a batch is left out. */
function countingMicros(): number {
  const times = 100_000
  const count = () => {
    receiveSeconds.observe(0.004)
    received.inc({ door: 'platform', outcome: 'kept' })
    applied.inc({ status: 'processed', reason: 'none' })
    lagSeconds.observe(0.02)
  }
  for (let n = 0; n < times; n++) count()
  const since = performance.now()
  for (let n = 0; n < times; n++) count()
  return ((performance.now() - since) / times) * 1000
}
