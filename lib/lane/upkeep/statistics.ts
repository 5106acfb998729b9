import { pool } from '@/db/client'

const tables = [
  'inbox',
  'inbox_queue',
  'events',
  'facts',
  'parties',
  'subscribers',
  'ledger',
  'subscriptions',
  'invoices',
  'waiting',
  'deliveries',
  'delivery_queue',
  'flow_runs',
  'flow_queue',
  'flow_steps',
]
const milestones = [1_000, 10_000, 100_000]

/**
 * Analyzes the hot tables after the first thousand, ten thousand and hundred thousand events: plans made from empty
 * statistics were three to ten times slower, and autovacuum comes too late for a first import.
 */
export class Statistics {
  private applied = 0
  private next = 0
  private analyzing: Promise<unknown> = Promise.resolve()

  count(entries: number) {
    this.applied += entries
    if (this.applied < (milestones[this.next] ?? Number.POSITIVE_INFINITY)) return
    this.next += 1
    this.analyzing = this.analyzing.then(() => pool.query(`analyze ${tables.join(', ')}`)).catch(() => {})
  }

  settled = () => this.analyzing
}
