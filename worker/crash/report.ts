import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '@/db/root'
import type { CrashOptions, CrashResult } from './crash'

const page = () => join(projectRoot(), 'docs', 'failure.md')

/** Puts a table between its two markers on docs/failure.md; everything else on the page stays. */
export function writeTable(name: 'crash' | 'mutations', table: string) {
  const [from, to] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const [before, rest = ''] = readFileSync(page(), 'utf8').split(from)
  const [, after] = rest.split(to)
  if (after === undefined) throw new Error(`docs/failure.md has no place for ${name}`)
  writeFileSync(page(), `${before}${from}\n${table}\n${to}${after}`)
}

/** Where and when, and how to do it again. */
export function circumstances(command: string): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const machine = `${cpus().length} × ${cpu?.model.trim() || process.arch}, ${memory} GB, Node ${process.versions.node}`
  return `${new Date().toISOString().slice(0, 10)} · ${machine} · \`${command}\``
}

export function crashTable(result: CrashResult, { copies, doors, workers, seed }: CrashOptions): string {
  const { sent, deeds, events } = result
  const worst = (ms: readonly number[]) =>
    ms.length > 0 ? `${(Math.max(...ms) / 1_000).toFixed(1)} s` : 'not measured'
  const refused = Object.entries(sent.refused).map(
    ([status, count]) => `${count} × ${status === '0' ? 'no answer' : status}`,
  )
  const kinds = ['lost', 'double', 'wrong'] as const
  const rows: [string, string | number][] = [
    ['events', events],
    ['people they are about', result.people],
    ['shuffled copies', copies],
    ['doors, workers', `${doors}, ${workers}`],
    ['requests', sent.sends],
    ['answered 2xx', sent.taken],
    ['of these repeated', sent.taken - events],
    ['not answered 2xx, sent again', refused.join(', ') || 0],
    ['processes killed (SIGKILL)', deeds.kills],
    ['processes frozen (SIGSTOP, then SIGCONT)', deeds.freezes],
    ['PostgreSQL restarted (immediate, fast, immediate)', deeds.restarts],
    ['times half of all connections were dropped', deeds.drops],
    ['storms in which 4 % of writes failed with 40001, 40P01 or 53100', deeds.storms],
    ['events delivered, calls that took', `${result.deliveries.ids}, ${result.deliveries.calls}`],
    ['processes that ended by themselves', result.diedAlone.length],
    ['longest standstill of a team with nothing broken', worst(deeds.takeover.calm)],
    [`… after a worker was killed (worst of ${deeds.takeover.kill.length})`, worst(deeds.takeover.kill)],
    [`… after a worker was frozen (worst of ${deeds.takeover.freeze.length})`, worst(deeds.takeover.freeze)],
    ['… in the whole run, whatever was broken', worst([result.standstill])],
    [
      'everything applied after',
      `${Math.round(result.seconds)} s, ${Math.round(result.drainSeconds)} s after the last answer`,
    ],
    ...kinds.map((kind): [string, number] => [kind, result.differences.filter((one) => one.kind === kind).length]),
    ['seed', seed],
  ]
  return `| | |\n|---|---|\n${rows.map(([what, value]) => `| ${what} | ${value} |`).join('\n')}`
}
