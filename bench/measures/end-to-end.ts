import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../cluster'
import { type Findings, fixed, ratio, whole } from '../findings'
import type { Lab } from '../lab'
import { cpuSeconds } from '../machine'
import { startRole, webhookPath, written } from '../product'
import { inTurn, median, ratioInRounds, spread } from '../statistics'
import { startPeer } from '../variants/peer'

const requests = 4_000
const connections = 32
/** Runs that are not counted, until every process has compiled what it runs all the time. */
const warmUps = 3
const longestMs = 300_000

interface Run {
  perSecond: number
  node: number
  postgres: number
  /** From the last answer until nothing is open, in ms. */
  lagMs: number
}

type Side = 'ours' | 'peer'
type Round = Record<Side, Run>

interface Pipeline {
  side: Side
  label: string
  port: number
  path: string
  pids: number[]
  empty(): Promise<void>
  /** Resolves when everything sent is applied. */
  applied(): Promise<void>
  /** Throws when the effects are not exactly those of what was sent. */
  check(sent: number): Promise<void>
  stop(): Promise<void>
}

/** Until the subscriber is updated and nothing is open; the peer's one upsert, in the request itself, beside it. */
export async function measureEndToEnd(lab: Lab): Promise<Findings> {
  const pipelines = [await startOurs(lab), await startTheirs(lab)]
  for (let n = 0; n < warmUps; n++) for (const pipeline of pipelines) await run(lab, pipeline)
  const rounds: Round[] = []
  for (let round = 0; round < lab.options.rounds; round++) {
    const runs: Partial<Round> = {}
    for (const pipeline of inTurn(pipelines, round)) runs[pipeline.side] = await run(lab, pipeline)
    rounds.push(runs as Round)
    lab.say(`end to end: round ${round + 1} of ${lab.options.rounds}`)
  }
  for (const { stop } of pipelines) await stop()
  return { tables: [tableOf(pipelines, rounds)], figures: figuresOf(rounds) }
}

async function run({ generator, cluster }: Lab, pipeline: Pipeline): Promise<Run> {
  const { port, path, pids } = pipeline
  await pipeline.empty()
  const load = await generator.prepare({ port, path, connections, requests, charges: true })
  const before = { node: cpuSeconds(pids), postgres: cpuSeconds([cluster.postmaster]) }
  const { seconds, statuses } = await load.send()
  const answered = performance.now()
  await pipeline.applied()
  const lagMs = performance.now() - answered
  const after = { node: cpuSeconds(pids), postgres: cpuSeconds([cluster.postmaster]) }
  if (statuses[200] !== requests) throw new Error(`${pipeline.side}: answers ${JSON.stringify(statuses)}`)
  await pipeline.check(requests)
  return {
    perSecond: requests / (seconds + lagMs / 1000),
    node: ((after.node - before.node) / requests) * 1e6,
    postgres: ((after.postgres - before.postgres) / requests) * 1e6,
    lagMs,
  }
}

async function startOurs({ cluster }: Lab): Promise<Pipeline> {
  const database = await cluster.product('end_to_end')
  const [ingest, worker] = [await startRole(cluster, database, 'ingest'), await startRole(cluster, database, 'worker')]
  return {
    side: 'ours',
    label: 'Sluice: event, facts, person, money, decision, exactly once',
    port: ingest.port,
    path: webhookPath,
    pids: [ingest.pid, worker.pid],
    empty: () => database.truncate(written),
    applied: () => queueIsEmpty(database),
    check: (sent) => checkApplied(database, sent),
    stop: async () => {
      await ingest.stop()
      await worker.stop()
    },
  }
}

export async function queueIsEmpty(database: Database) {
  for (const gaveUpAt = performance.now() + longestMs; performance.now() < gaveUpAt; ) {
    const [row] = await database.query<{ open: boolean }>('select exists (select 1 from inbox_queue) as open')
    if (!row?.open) return
    await sleep(4)
  }
  throw new Error(`after ${longestMs / 1000} s ${await database.count('inbox_queue')} entries are still open`)
}

/** Half of what is sent are charges of 49.00; each must be in somebody's lifetime value once. */
export async function checkApplied(database: Database, sent: number) {
  const [found] = await database.query(`
    select (select count(*) from events where status = 'processed')::int as events,
           (select sum(lifetime_value) from subscribers)::int as money,
           (select count(*) from graphile_worker.jobs)::int as jobs`)
  const wanted = { events: sent, money: (sent / 2) * 4900, jobs: 0 }
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`applied ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
}

async function startTheirs({ cluster }: Lab): Promise<Pipeline> {
  const peer = await startPeer(cluster)
  return {
    ...peer,
    side: 'peer',
    label: 'the peer: one upsert of the object',
    applied: async () => {},
    check: async (sent) => {
      const stored = await peer.stored()
      if (stored !== sent) throw new Error(`peer: ${sent} sent, ${stored} stored`)
    },
  }
}

const cpu = ({ node, postgres }: Run) => node + postgres

function tableOf(pipelines: readonly Pipeline[], rounds: readonly Round[]) {
  return {
    title: 'End to end: until the last event is applied',
    columns: ['variant', 'events/s', 'spread', 'ratio', 'node µs', 'pg µs', 'CPU ratio', 'lag after last ack ms'],
    rows: pipelines.map(({ side, label }) => {
      const middle = (of: (run: Run) => number) => median(rounds.map((round) => of(round[side])))
      const toPeer = (of: (run: Run) => number) =>
        fixed(ratioInRounds(rounds, (round) => [of(round[side]), of(round.peer)]))
      return [
        label,
        whole(middle((run) => run.perSecond)),
        fixed(spread(rounds.map((round) => round[side].perSecond))),
        toPeer((run) => run.perSecond),
        whole(middle((run) => run.node)),
        whole(middle((run) => run.postgres)),
        toPeer(cpu),
        side === 'peer' ? '0 (inline)' : whole(middle((run) => run.lagMs)),
      ]
    }),
    note: 'Invoices of 6.3 kB and their charges of 2.5 kB in turn, of 2,000 customers.',
  }
}

const figuresOf = (rounds: readonly Round[]) => [
  ratio({
    id: '6 rate',
    what: 'end to end, events/s, against the peer',
    must: 1.6,
    aim: 2,
    measured: ratioInRounds(rounds, ({ ours, peer }) => [ours.perSecond, peer.perSecond]),
    better: 'more',
  }),
  ratio({
    id: '6 CPU',
    what: 'end to end, CPU per event, against the peer',
    must: 0.7,
    aim: 0.55,
    measured: ratioInRounds(rounds, ({ ours, peer }) => [cpu(ours), cpu(peer)]),
    better: 'less',
  }),
]
