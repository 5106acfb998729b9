import { type Findings, fixed, ratio, reported, whole } from '../findings'
import type { Lab } from '../lab'
import { inTurn, median, ratioInRounds } from '../statistics'
import { fill } from './growth-fill'
import { type Probe, type Reading, startProbe } from './growth-probing'

interface Size {
  events: number
  probe: Probe
}

type Round = Reading[]

/** The same work beside ten thousand and beside a million stored events (ten million with `--full`): what grows with the table? */
export async function measureGrowth(lab: Lab): Promise<Findings> {
  const counts = lab.options.full ? [1e4, 1e6, 1e7] : [1e4, 1e6]
  const sizes: Size[] = []
  for (const events of counts) {
    const database = await lab.cluster.product(`growth_${events}`)
    const probe = await startProbe(lab.cluster, database)
    await probe.seed()
    await fill(database, events)
    await probe.find()
    sizes.push({ events, probe })
    lab.say(`growth: ${whole(events)} events stored`)
  }
  const rounds: Round[] = []
  for (const { probe } of sizes) await probe.read()
  for (let round = 0; round < lab.options.rounds; round++) {
    const readings = new Map<Size, Reading>()
    for (const size of inTurn(sizes, round)) readings.set(size, await size.probe.read())
    rounds.push(sizes.flatMap((size) => readings.get(size) ?? []))
    lab.say(`growth: round ${round + 1} of ${lab.options.rounds}`)
  }
  for (const { probe } of sizes) await probe.stop()
  return { tables: [tableOf(sizes, rounds)], figures: figuresOf(rounds) }
}

const operations = [
  { name: 'insert, 64 in flight, events/s', of: (r: Reading) => r.insertsPerSecond, digits: 0 },
  { name: 'single insert, p50 ms', of: (r: Reading) => r.insertP50, digits: 2 },
  { name: 'duplicate, p50 ms', of: (r: Reading) => r.duplicateP50, digits: 2 },
  { name: 'first page of events, p95 ms', of: (r: Reading) => r.eventsP95, digits: 2 },
  { name: 'a subscriber’s page, p95 ms', of: (r: Reading) => r.subscriberP95, digits: 2 },
  { name: 'poll and take 128, p95 ms', of: (r: Reading) => r.takeP95, digits: 2 },
] as const

const tableOf = (sizes: readonly Size[], rounds: readonly Round[]) => ({
  title: 'Growth',
  columns: ['operation', ...sizes.map(({ events }) => `${events.toExponential(0).replace('+', '')} events`), 'growth'],
  rows: operations.map(({ name, of, digits }) => [
    name,
    ...sizes.map((_, n) => fixed(median(rounds.map((round) => of(at(round, n)))), digits)),
    fixed(growthOf(rounds, of)),
  ]),
  note: 'Old events have stub bodies; the newest ten thousand are whole.',
})

/** Largest against smallest, inside a round. */
const growthOf = (rounds: readonly Round[], of: (reading: Reading) => number) =>
  ratioInRounds(rounds, (round) => [of(at(round, -1)), of(at(round, 0))])

function at(round: Round, n: number): Reading {
  const reading = round.at(n)
  if (!reading) throw new Error('a size was not measured')
  return reading
}

const figuresOf = (rounds: readonly Round[]) => [
  ratio({
    id: '9 insert',
    what: 'growth of inserts per second',
    must: 0.85,
    aim: 0.95,
    measured: growthOf(rounds, (r) => r.insertsPerSecond),
    better: 'more',
  }),
  ratio({
    id: '9 list',
    what: 'growth of the first page of events, p95',
    must: 1.3,
    aim: 1.1,
    measured: growthOf(rounds, (r) => r.eventsP95),
    better: 'less',
  }),
  ratio({
    id: '9 take',
    what: 'growth of poll and take, p95',
    must: 1.3,
    aim: 1.1,
    measured: growthOf(rounds, (r) => r.takeP95),
    better: 'less',
  }),
  reported({
    id: '13',
    what: 'server time of a list page beside all those events, p95',
    must: 100,
    aim: 50,
    measured: median(rounds.map((round) => at(round, -1).eventsP95)),
    unit: 'ms',
    better: 'less',
  }),
]
