import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '@/db/root'
import { type CrashOptions, crash, endCrash } from './crash'
import { runMutations } from './mutations/run'
import { circumstances, crashTable, writeTable } from './report'

/** `npm run crash`: everything at full size. `-- --mutations`: that the checks would notice mistakes of ours. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: new Date().toISOString() },
    events: { type: 'string', default: '100000' },
    doors: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    'per-second': { type: 'string', default: '600' },
    mutations: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void endCrash().finally(() => process.exit(1)))

process.exit((values.mutations ? await runMutations(say, values.only) : await runCrash()) ? 0 : 1)

async function runCrash(): Promise<boolean> {
  const options: CrashOptions = {
    seed: values.seed,
    events: Number(values.events),
    copies: 3,
    doors: Number(values.doors),
    workers: Number(values.workers),
    launcher: join(projectRoot(), 'dist', 'launch.mjs'),
    durable: true,
    perSecond: Number(values['per-second']),
    drainMs: 900_000,
    pauseMs: [2_000, 5_000],
    freezeMs: 10_000,
    stormMs: 5_000,
    rageMs: 86_400_000,
    measured: { kills: 5, freezes: 3 },
    say,
  }
  const result = await crash(options)
  const table = crashTable(result, options)
  say(`\n${table}\n`)
  for (const one of result.differences.slice(0, 20)) say(JSON.stringify(one))
  for (const line of result.diedAlone) say(line)
  // A trial of a few events does not take the place of a real run.
  const command = `npm run crash -- --seed="${options.seed}" --events=${options.events}`
  if (options.events >= 100_000) writeTable('crash', `${circumstances(command)}\n\n${table}`)
  return result.differences.length === 0 && result.diedAlone.length === 0
}
