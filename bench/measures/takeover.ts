import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../cluster'
import { type Findings, fixed, reported } from '../findings'
import type { Lab } from '../lab'
import { localPorts } from '../machine'
import { type RoleProcess, startRole, webhookPath, written } from '../product'
import { accountNamed } from '../world'
import { checkApplied, queueIsEmpty } from './end-to-end'

const requests = 3_000
const times = 3
const longestMs = 60_000

/** How long nobody works on a team whose worker was killed, or froze, in the middle of a batch. Two workers, one team. */
export async function measureTakeover(lab: Lab): Promise<Findings> {
  const { cluster, say } = lab
  const database = await cluster.product('takeover')
  const ingest = await startRole(cluster, database, 'ingest')
  const seconds: Record<Harm, number[]> = { SIGKILL: [], SIGSTOP: [] }
  for (let n = 0; n < times; n++) {
    for (const harm of ['SIGKILL', 'SIGSTOP'] as const) seconds[harm].push(await takeOver(lab, database, ingest, harm))
    say(`takeover: ${n + 1} of ${times}`)
  }
  await ingest.stop()
  const worst = (harm: Harm) => Math.max(...seconds[harm])
  return {
    tables: [
      {
        title: 'Takeover: from the harm to the next commit on that team',
        columns: ['harm', 'seconds, each'],
        rows: [
          ['SIGKILL', seconds.SIGKILL.map((s) => fixed(s, 3)).join(', ')],
          ['SIGSTOP', seconds.SIGSTOP.map((s) => fixed(s, 3)).join(', ')],
        ],
      },
    ],
    figures: [
      reported({
        id: '8 kill',
        what: 'takeover after SIGKILL, longest',
        must: 2,
        aim: 0.1,
        measured: worst('SIGKILL'),
        unit: 's',
        better: 'less',
      }),
      reported({
        id: '8 freeze',
        what: 'takeover after a freeze, longest',
        must: 5,
        aim: 2.5,
        measured: worst('SIGSTOP'),
        unit: 's',
        better: 'less',
      }),
    ],
  }
}

type Harm = 'SIGKILL' | 'SIGSTOP'

async function takeOver({ cluster, generator }: Lab, database: Database, ingest: RoleProcess, harm: Harm) {
  await database.truncate(written)
  const workers = [await startRole(cluster, database, 'worker'), await startRole(cluster, database, 'worker')]
  const load = await generator.prepare({
    port: ingest.port,
    path: webhookPath,
    connections: 16,
    requests,
    charges: true,
    account: accountNamed(0),
  })
  const sending = load.send()
  // Awaited below; until then its failure is nobody's.
  sending.catch(() => {})
  const { worker, frozenAt } = await freezeHolder(database, workers)
  const since = harm === 'SIGSTOP' ? frozenAt : await clock(database)
  if (harm === 'SIGKILL') worker.signal('SIGKILL')
  await sending
  const seconds = await nextCommit(database, since)
  worker.signal('SIGCONT')
  await queueIsEmpty(database)
  await checkApplied(database, requests)
  for (const each of workers) await each.stop()
  return seconds
}

/** Stops the worker that holds the team's lock, and makes sure that it was caught: its transaction does not move on. */
async function freezeHolder(database: Database, workers: readonly RoleProcess[]) {
  for (let n = 0; n < 1_000; n++) {
    const holder = (await database.count('events')) > 100 ? await lockHolder(database) : undefined
    const worker = holder && workers.find(({ pid }) => localPorts(pid).has(holder.port))
    if (worker) {
      const frozenAt = await clock(database)
      worker.signal('SIGSTOP')
      await sleep(50)
      if (holder.transaction === (await lockHolder(database))?.transaction) return { worker, frozenAt }
      worker.signal('SIGCONT')
    }
    await sleep(5)
  }
  throw new Error('no worker was caught in the middle of a batch')
}

/** Which transaction holds the lane, and from which port of this machine. */
async function lockHolder(database: Database) {
  const [row] = await database.query<{ transaction: string; port: number }>(`
    select a.pid || ' ' || a.xact_start as transaction, a.client_port as port
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and a.datname = current_database()`)
  return row
}

/** The server's clock, in seconds: the one commits are dated by. */
async function clock(database: Database): Promise<number> {
  const [row] = await database.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 as now')
  return row?.now ?? 0
}

async function nextCommit(database: Database, since: number): Promise<number> {
  for (const gaveUpAt = performance.now() + longestMs; performance.now() < gaveUpAt; ) {
    const [row] = await database.query<{ at: number | null }>(
      `select min(t.at)::float8 as at from (
        select extract(epoch from pg_xact_commit_timestamp(xmin)) as at from events
      ) t where t.at > $1`,
      [since],
    )
    if (row?.at) return row.at - since
    await sleep(20)
  }
  throw new Error(`nobody took over within ${longestMs / 1000} s; open: ${await database.count('inbox_queue')}`)
}
