import type { Database } from '../cluster'
import { type Findings, fixed, ratio, whole } from '../findings'
import type { Lab } from '../lab'
import { type RoleProcess, startRole, webhookPath, written } from '../product'
import { queueIsEmpty } from './end-to-end'

const requests = 3_000
const sizes = [2_000, 4_000, 6_000]

interface Use {
  wal: number
  disk: number
}

/** What an event costs in WAL and on disk: received, and applied. */
export async function measureStorage(lab: Lab): Promise<Findings> {
  const database = await lab.cluster.product('storage')
  const ingest = await startRole(lab.cluster, database, 'ingest')
  const rows: string[][] = []
  let largest = 0
  for (const bytes of sizes) {
    const { received, applied } = await costOf(lab, database, ingest, bytes)
    rows.push([
      whole(bytes),
      ...[received.wal, received.disk, applied.wal, applied.disk].map(whole),
      fixed(applied.wal / bytes),
    ])
    largest = applied.wal / bytes
    lab.say(`storage: bodies of ${bytes} bytes`)
  }
  await ingest.stop()
  return {
    tables: [
      {
        title: 'WAL and disk, bytes per event',
        columns: ['body', 'WAL, received', 'disk, received', 'WAL, applied', 'disk, applied', 'WAL ÷ body'],
        rows,
        note: '"Applied" is everything from the request on: what was received, and what the worker makes of it.',
      },
    ],
    figures: [
      ratio({
        id: '11',
        what: 'WAL per event through the whole pipeline, against a body of 6 kB',
        must: 1.3,
        aim: 0.9,
        measured: largest,
        better: 'less',
      }),
    ],
  }
}

async function costOf({ cluster, generator }: Lab, database: Database, ingest: RoleProcess, bytes: number) {
  await database.truncate(written)
  const load = await generator.prepare({ port: ingest.port, path: webhookPath, connections: 32, requests, bytes })
  const before = await used(database)
  await load.send()
  const received = await used(database)
  const worker = await startRole(cluster, database, 'worker')
  await queueIsEmpty(database)
  const applied = await used(database)
  await worker.stop()
  if ((await database.count('events')) !== requests) throw new Error('storage: not everything was applied')
  return { received: perEvent(before, received), applied: perEvent(before, applied) }
}

const perEvent = (from: Use, to: Use): Use => ({
  wal: (to.wal - from.wal) / requests,
  disk: (to.disk - from.disk) / requests,
})

async function used(database: Database): Promise<Use> {
  const [row] = await database.query<Use>(
    `select (pg_current_wal_lsn() - '0/0')::float8 as wal,
       (select sum(pg_total_relation_size(t::regclass)) from unnest($1::text[]) t)::float8 as disk`,
    [written],
  )
  return row ?? { wal: 0, disk: 0 }
}
