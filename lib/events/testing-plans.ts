import pg from 'pg'
import { vi } from 'vitest'

/** What the plans of some reads did: tables read from end to end, and the most rows any one scan went through. */
export interface Reading {
  fullyScanned: string[]
  mostRows: number
}

/**
 * For tests: runs `work`, and has PostgreSQL explain each select it sends just before it runs: on the same connection, so as the same
 * role, with the same settings and the same values. What is explained is what really ran, so a query cannot drift away from its test.
 */
export async function readingOf(work: () => Promise<unknown>): Promise<Reading> {
  const explained: Promise<pg.QueryResult>[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args as [string | { text: string }, unknown]
    const text = typeof config === 'string' ? config : config.text
    if (/^\s*(select|with)\b.*\bfrom\b/is.test(text)) {
      const given = Array.isArray(values) ? values : []
      explained.push(this.query(`explain (analyze, timing off, format json) ${text}`, given))
    }
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  if (explained.length === 0) throw new Error('nothing was read')
  const scans = (await Promise.all(explained)).flatMap(({ rows }) => scansOf(rows))
  const whole = scans.filter((scan) => scan.kind === 'Seq Scan').map((scan) => scan.table)
  return { fullyScanned: [...new Set(whole)].sort(), mostRows: Math.max(...scans.map((scan) => scan.rows)) }
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
