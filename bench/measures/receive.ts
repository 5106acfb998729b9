import { type Findings, fixed, ratio, type Table, whole } from '../findings'
import type { Lab } from '../lab'
import { cpuSeconds, pssMegabytes } from '../machine'
import { inTurn, median, ratioInRounds, spread } from '../statistics'
import { startBare } from '../variants/bare'
import { startBareNext } from '../variants/bare-next'
import { startIngest } from '../variants/ingest'
import { startOurNext } from '../variants/our-next'
import { startPeer } from '../variants/peer'
import type { Variant, VariantName } from '../variants/variant'

/** At how many connections, and how many requests are enough to tell. */
const loads = [
  { connections: 1, requests: 500 },
  { connections: 32, requests: 2_500 },
  { connections: 128, requests: 3_000 },
] as const

/** A process runs for weeks: until it has seen some thousand requests, half of what it spends is on compiling itself. */
const warmUp = 10_000

type Connections = (typeof loads)[number]['connections']

interface Run {
  perSecond: number
  p50: number
  p99: number
  /** CPU of an event, in µs. */
  server: number
  postgres: number
  memory: number
  /** Answers that asked to send again. */
  refused: number
}

type Round = Record<Connections, Record<VariantName, Run>>

/** From a webhook to its durable acknowledgement, five receivers side by side. */
export async function measureReceive(lab: Lab): Promise<Findings> {
  const variants: Variant[] = []
  for (const start of [startBare, startPeer, startIngest, startBareNext, startOurNext])
    variants.push(await start(lab.cluster))
  for (const variant of variants) await run(lab, variant, 32, warmUp)

  const rounds: Round[] = []
  for (let round = 0; round < lab.options.rounds; round++) {
    const runs: Partial<Record<Connections, Partial<Record<VariantName, Run>>>> = {}
    for (const { connections, requests } of inTurn(loads, round)) {
      const side: Partial<Record<VariantName, Run>> = {}
      for (const variant of inTurn(variants, round)) side[variant.name] = await run(lab, variant, connections, requests)
      runs[connections] = side
    }
    rounds.push(runs as Round)
    lab.say(`receive: round ${round + 1} of ${lab.options.rounds}`)
  }
  for (const variant of variants) await variant.stop()
  return { tables: loads.map(({ connections }) => tableOf(variants, rounds, connections)), figures: figuresOf(rounds) }
}

/** Throws when not everything was answered 200 in the end, or when not exactly what was sent is stored. */
async function run({ generator, cluster }: Lab, variant: Variant, connections: number, requests: number): Promise<Run> {
  const { port, path, pids } = variant
  await variant.empty()
  const load = await generator.prepare({ port, path, connections, requests })
  const before = { server: cpuSeconds(pids), postgres: cpuSeconds([cluster.postmaster]) }
  const { seconds, p50, p99, statuses } = await load.send()
  const after = { server: cpuSeconds(pids), postgres: cpuSeconds([cluster.postmaster]) }
  const memory = pssMegabytes(pids)
  const stored = await variant.stored()
  if (stored !== requests || statuses[200] !== requests)
    throw new Error(`${variant.name}: ${requests} sent, ${stored} stored, answers ${JSON.stringify(statuses)}`)
  return {
    perSecond: requests / seconds,
    p50,
    p99,
    server: ((after.server - before.server) / requests) * 1e6,
    postgres: ((after.postgres - before.postgres) / requests) * 1e6,
    memory,
    refused: statuses[503] ?? 0,
  }
}

const cpu = ({ server, postgres }: Run) => server + postgres

function tableOf(variants: readonly Variant[], rounds: readonly Round[], connections: Connections): Table {
  return {
    title: `Receive to durable acknowledgement, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    columns: [
      'variant',
      'req/s',
      'spread',
      'ratio',
      'p50 ms',
      'p99 ms',
      'server µs',
      'pg µs',
      'CPU ratio',
      'memory MB',
      '503s',
    ],
    rows: variants.map(({ name, label }) => {
      const own = rounds.map((round) => round[connections][name])
      const toLimit = (of: (run: Run) => number) =>
        fixed(ratioInRounds(rounds, (round) => [of(round[connections][name]), of(round[connections].limit)]))
      const middle = (of: (run: Run) => number) => median(own.map(of))
      return [
        label,
        whole(middle((run) => run.perSecond)),
        fixed(spread(own.map((run) => run.perSecond))),
        toLimit((run) => run.perSecond),
        fixed(middle((run) => run.p50)),
        fixed(
          middle((run) => run.p99),
          1,
        ),
        whole(middle((run) => run.server)),
        whole(middle((run) => run.postgres)),
        toLimit(cpu),
        whole(middle((run) => run.memory)),
        whole(own.reduce((sum, run) => sum + run.refused, 0)),
      ]
    }),
  }
}

function figuresOf(rounds: readonly Round[]) {
  const compare = (connections: Connections, of: (run: Run) => number, one: VariantName, other: VariantName) =>
    ratioInRounds(rounds, (round) => [of(round[connections][one]), of(round[connections][other])])
  const rate = (run: Run) => run.perSecond
  return [
    ratio({
      id: '1 limit',
      what: 'durable ack, `ingest`, against the limit',
      must: 0.85,
      aim: 0.95,
      measured: compare(32, rate, 'ours', 'limit'),
      better: 'more',
    }),
    ratio({
      id: '1 peer',
      what: 'durable ack, `ingest`, against the peer',
      must: 2.4,
      aim: 2.8,
      measured: compare(32, rate, 'ours', 'peer'),
      better: 'more',
    }),
    ratio({
      id: '2',
      what: 'CPU per event, `ingest` and PostgreSQL, against the limit',
      must: 1.2,
      aim: 1.05,
      measured: compare(32, cpu, 'ours', 'limit'),
      better: 'less',
    }),
    ratio({
      id: '3',
      what: 'durable ack through the Next route, against a bare Next route',
      must: 0.9,
      aim: 1,
      measured: compare(32, rate, 'our-next', 'bare-next'),
      better: 'more',
    }),
    ratio({
      id: '4 p50',
      what: 'p50 at 1 connection, against the limit',
      must: 1.2,
      aim: 1.1,
      measured: compare(1, (run) => run.p50, 'ours', 'limit'),
      better: 'less',
    }),
    ratio({
      id: '4 p99',
      what: 'p99 at 32 connections, against the limit',
      must: 1.5,
      aim: 1,
      measured: compare(32, (run) => run.p99, 'ours', 'limit'),
      better: 'less',
    }),
    ratio({
      id: '5',
      what: 'p99 at 128 connections with nothing lost, against the limit',
      must: 2,
      aim: 1.2,
      measured: compare(128, (run) => run.p99, 'ours', 'limit'),
      better: 'less',
    }),
  ]
}
