import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { counters } from '@/db/schema/operations'
import { applied, lagSeconds, received, receiveSeconds } from './own'

const known = new Map<string, number>()

/**
 * Adds what this process counted since the last time to the figures all processes share, by the minute: the operator page
 * shows them without anybody scraping. Called every few seconds; one statement, none when nothing happened.
 */
export async function shareFigures(): Promise<void> {
  const fresh = (await totals()).flatMap(([name, total]) => {
    const count = total - (known.get(name) ?? 0)
    return count > 0 ? [{ name, total, count }] : []
  })
  if (fresh.length === 0) return
  // In one order for all processes: two that count the same would wait for each other.
  const rows = fresh
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, count }) => ({ name, count, windowStart: sql`date_trunc('minute', now())` }))
  await db
    .insert(counters)
    .values(rows)
    .onConflictDoUpdate({
      target: [counters.name, counters.windowStart],
      set: { count: sql`${counters.count} + excluded.count` },
    })
  for (const { name, total } of fresh) known.set(name, total)
}

/** What is shared, as `figure:<what>:<of it>`; of times the number of those in each bucket. */
async function totals(): Promise<[name: string, total: number][]> {
  const [in_, out, took, lag] = await Promise.all([
    received.get(),
    applied.get(),
    receiveSeconds.get(),
    lagSeconds.get(),
  ])
  const buckets = (values: typeof took.values) =>
    values.filter(({ labels, metricName }) => metricName?.endsWith('_bucket') && labels.le !== undefined)
  return [
    ...summed(in_.values.map(({ labels, value }) => [`figure:received:${labels.outcome}`, value])),
    ...summed(out.values.map(({ labels, value }) => [`figure:applied:${labels.status}`, value])),
    ...buckets(took.values).map(({ labels, value }): [string, number] => [
      `figure:receive_seconds:${labels.le}`,
      value,
    ]),
    ...buckets(lag.values).map(({ labels, value }): [string, number] => [`figure:lag_seconds:${labels.le}`, value]),
  ]
}

function summed(of: [name: string, value: number][]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [name, value] of of) sums.set(name, (sums.get(name) ?? 0) + value)
  return sums
}
