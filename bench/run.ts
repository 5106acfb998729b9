import { endChildren } from './children'
import { type Cluster, startCluster } from './cluster'
import type { Findings } from './findings'
import type { Lab } from './lab'
import { type Generator, startGenerator } from './load/load'
import { describeMachine } from './machine'
import { measureEndToEnd } from './measures/end-to-end'
import { measureGrowth } from './measures/growth'
import { measureLag } from './measures/lag'
import { measureMemory } from './measures/memory'
import { measureParts } from './measures/parts'
import { measureReceive } from './measures/receive'
import { measureStarts } from './measures/starts'
import { measureStorage } from './measures/storage'
import { measureTakeover } from './measures/takeover'
import { type MeasureName, measureNames, type Options, readOptions, usualRounds } from './options'
import { gatesMissed, print, writePage, writeResults } from './report'

const measures: Record<MeasureName, (lab: Lab) => Promise<Findings>> = {
  receive: measureReceive,
  'end-to-end': measureEndToEnd,
  parts: measureParts,
  lag: measureLag,
  takeover: measureTakeover,
  growth: measureGrowth,
  memory: measureMemory,
  storage: measureStorage,
  starts: measureStarts,
}

let starting: Promise<Cluster> | undefined
let generator: Generator | undefined
let ending: Promise<void> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void cleanUp().then(() => process.exit(130)))

process.on('unhandledRejection', (error) => void fail(error))

main(process.argv.slice(2)).then(async (exitCode) => {
  await cleanUp()
  process.exit(exitCode)
}, fail)

async function fail(error: unknown) {
  // What fails because we are ending is no news, and the signal that ended us says how.
  if (ending) return
  console.error(error instanceof Error ? error.stack : error)
  await cleanUp()
  process.exit(1)
}

async function main(args: string[]): Promise<number> {
  const options = readOptions(args)
  const began = performance.now()
  starting = startCluster()
  const cluster = await starting
  generator = startGenerator()
  const lab: Lab = { cluster, generator, options, say: (line) => console.log(line) }
  const findings: Findings = { tables: [], figures: [] }
  for (const name of measureNames.filter((each) => options.only.includes(each))) {
    const { tables, figures } = await measures[name](lab)
    findings.tables.push(...tables)
    findings.figures.push(...figures)
    // A run that is ended half way has measured something all the same.
    print({ tables, figures })
  }
  const report = {
    date: new Date().toISOString(),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    seconds: (performance.now() - began) / 1000,
    machine: describeMachine(cluster.version),
    ...findings,
  }
  if (options.only.length > 1) print(report)
  writeResults(report)
  if (isWhole(options)) writePage(report)
  else console.log('\nNot a whole run, so docs/performance.md stays as it is.')
  const missed = gatesMissed(report.figures)
  for (const { id, what } of missed) console.error(`Missed: ${id}, ${what}`)
  return missed.length === 0 ? 0 : 1
}

/** A page of figures is worth something only when all of them are of one run with enough rounds. */
const isWhole = ({ only, rounds }: Options) => only.length === measureNames.length && rounds >= usualRounds

function cleanUp(): Promise<void> {
  ending ??= (async () => {
    await endChildren()
    await generator?.stop()
    // Also one that is only just being made: a server left half way would run on.
    await starting?.then(
      (cluster) => cluster.remove(),
      () => {},
    )
  })()
  return ending
}
