import type { Database } from '../cluster'
import { type Findings, reported, type Table, whole } from '../findings'
import type { Lab } from '../lab'
import { pssMegabytes } from '../machine'
import { type Role, type RoleProcess, startRole, webhookPath, written } from '../product'
import { queueIsEmpty } from './end-to-end'

const part = 10_000
const pageViews = 300

/** Resident memory under load, and with `--full` whether it stays flat over a million events. */
export async function measureMemory(lab: Lab): Promise<Findings> {
  const { cluster, options } = lab
  const database = await cluster.product('memory')
  const processes = {
    ingest: await startRole(cluster, database, 'ingest'),
    worker: await startRole(cluster, database, 'worker'),
    web: await startRole(cluster, database, 'web'),
  }
  const parts = options.full ? 100 : 2
  const after: Record<Role, number>[] = []
  for (let n = 0; n < parts; n++) {
    after.push(await loaded(lab, database, processes))
    lab.say(`memory: ${n + 1} of ${parts}`)
  }
  for (const each of Object.values(processes)) await each.stop()
  const largest = (role: Role) => Math.max(...after.map((sample) => sample[role]))
  return { tables: [tableOf(after)], figures: figuresOf(largest) }
}

/** Webhooks through the front door, a few through `web`, and pages; read while the last are still warm. */
async function loaded({ generator }: Lab, database: Database, { ingest, worker, web }: Record<Role, RoleProcess>) {
  const job = { path: webhookPath, connections: 32, charges: true } as const
  await (await generator.prepare({ ...job, port: ingest.port, requests: part })).send()
  const ingestMb = pssMegabytes([ingest.pid])
  await queueIsEmpty(database)
  const workerMb = pssMegabytes([worker.pid])
  await (await generator.prepare({ ...job, port: web.port, requests: 1_000 })).send()
  for (let n = 0; n < pageViews; n++) await (await fetch(`http://127.0.0.1:${web.port}/sign-in`)).text()
  const webMb = pssMegabytes([web.pid])
  await queueIsEmpty(database)
  await database.truncate(written)
  return { ingest: ingestMb, worker: workerMb, web: webMb }
}

function tableOf(after: readonly Record<Role, number>[]): Table {
  const last = after.length - 1
  const shown = [...new Set([0, Math.floor(last / 2), last])]
  return {
    title: 'Memory under load (PSS, MB)',
    columns: ['events so far', 'ingest', 'worker', 'web'],
    rows: shown.map((n) => {
      const sample = after[n]
      return [whole((n + 1) * part), ...(sample ? [sample.ingest, sample.worker, sample.web].map(whole) : [])]
    }),
  }
}

const figuresOf = (largest: (role: Role) => number) => [
  reported({
    id: '10 ingest',
    what: 'memory of `ingest` under load',
    must: 80,
    aim: 50,
    measured: largest('ingest'),
    unit: 'MB',
    better: 'less',
  }),
  reported({
    id: '10 worker',
    what: 'memory of `worker` under load',
    must: 150,
    aim: 100,
    measured: largest('worker'),
    unit: 'MB',
    better: 'less',
  }),
  reported({
    id: '10 web',
    what: 'memory of `web` under load',
    must: 350,
    aim: 240,
    measured: largest('web'),
    unit: 'MB',
    better: 'less',
  }),
]
