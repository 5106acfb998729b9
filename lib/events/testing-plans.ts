import { sql } from 'drizzle-orm'
import pg from 'pg'
import { vi } from 'vitest'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'

/** What the plans of some reads did: tables read from end to end, and the most rows any one scan went through. */
export interface Reading {
  fullyScanned: string[]
  mostRows: number
}

/**
 * For tests: runs `work`, listens to every select it sends, and has PostgreSQL explain each as the tenant role. What is
 * explained is what really ran, so a query cannot drift away from its test.
 */
export async function readingOf(teamId: TeamId, work: () => Promise<unknown>): Promise<Reading> {
  const sent: { text: string; values: unknown[] }[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined]
    const text = typeof config === 'string' ? config : config.text
    if (/^\s*(select|with)\b.*\bfrom\b/is.test(text)) sent.push({ text, values: values ?? [] })
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  if (sent.length === 0) throw new Error('nothing was read')
  const plans = await withTeams(teamId, async (tx) => {
    const found: unknown[] = []
    for (const { text, values } of sent) found.push(await explain(tx, text, values))
    return found
  })
  const scans = plans.flatMap(scansOf)
  const whole = scans.filter((scan) => scan.kind === 'Seq Scan').map((scan) => scan.table)
  return { fullyScanned: [...new Set(whole)].sort(), mostRows: Math.max(...scans.map((scan) => scan.rows)) }
}

type Runner = { execute: (query: ReturnType<typeof sql>) => Promise<{ rows: unknown[] }> }

async function explain(tx: Runner, text: string, values: unknown[]) {
  // The placeholders of the query are numbered; cut there and put the same values in between.
  const parts = text.split(/\$(\d+)/)
  const chunks = parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`))
  const { rows } = await tx.execute(sql`explain (analyze, timing off, format json) ${sql.join(chunks)}`)
  return rows
}

function scansOf(plan: unknown): { kind: string; table: string; rows: number }[] {
  if (Array.isArray(plan)) return plan.flatMap(scansOf)
  if (typeof plan !== 'object' || plan === null) return []
  const node = plan as Record<string, unknown>
  const below = Object.values(node).flatMap(scansOf)
  if (typeof node['Relation Name'] !== 'string') return below
  const perLoop = Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)
  const rows = Math.round(perLoop * Number(node['Actual Loops']))
  return [...below, { kind: String(node['Node Type']), table: node['Relation Name'], rows }]
}
