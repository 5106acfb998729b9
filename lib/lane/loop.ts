import { setTimeout as sleep } from 'node:timers/promises'
import type { TeamId } from '@/db/schema/columns'
import { log } from '@/lib/log'
import { failedBatches } from '@/lib/metrics/own'
import { applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'
import { observed } from './observed'
import { BatchFailed, blameSingleEntry, kindOfFailure } from './poison'
import { batch } from './take'

/** A separate worker polls this often when idle (a poll costs a third of a millisecond); no LISTEN, no NOTIFY. */
const idleMs = 25
const contendedMs = 5

/**
 * One loop with one connection of its own: finds teams with open work, applies a batch, goes on. Stops between batches.
 * A failing team is taken apart: alone and with ever smaller batches, until the one entry to blame is found.
 */
export class LaneLoop {
  private client: LaneClient | null = null
  private stopping = false
  private running: Promise<void> | null = null
  /** Teams whose last batch failed, with the size to try next. */
  private readonly suspects = new Map<TeamId, number>()
  private failures = 0
  private lastTurn = Date.now()

  constructor(private readonly onApplied: (entries: number) => void = () => {}) {}

  start() {
    this.running = this.run()
  }

  /** Finishes the batch at hand; its entries are never counted as failed. */
  async stop() {
    this.stopping = true
    await this.running
  }

  /** False when the loop has hung for ten seconds; a lost database does not count, it keeps trying. */
  isTurning = () => Date.now() - this.lastTurn < 10_000

  private async run() {
    while (!this.stopping) {
      this.lastTurn = Date.now()
      const pause = await this.turn().catch((error) => this.connectionLost(error))
      if (pause > 0 && !this.stopping) await sleep(pause)
    }
    await this.client?.close()
  }

  /** How long to sleep before the next turn, in ms. */
  private async turn(): Promise<number> {
    this.client ??= await LaneClient.connect()
    const { client } = this
    const open = (await client.openLanes<{ team_id: TeamId }>(batch.teams)).map((row) => row.team_id)
    this.failures = 0
    if (open.length === 0) return idleMs
    const suspect = open.find((team) => this.suspects.has(team))
    const teams = suspect ? [suspect] : open
    const limit = suspect ? (this.suspects.get(suspect) ?? 1) : batch.entries
    try {
      const applied = await observed(() => applyBatch(client, teams, limit))
      if (suspect && applied.entries > 0) this.trust(suspect, limit)
      this.onApplied(applied.entries)
      return applied.entries > 0 ? 0 : contendedMs
    } catch (error) {
      return await this.batchFailed(error, teams, limit)
    }
  }

  private trust(team: TeamId, limit: number) {
    if (limit * 2 >= batch.entries) this.suspects.delete(team)
    else this.suspects.set(team, limit * 2)
  }

  private async batchFailed(error: unknown, teams: TeamId[], limit: number): Promise<number> {
    const kind = kindOfFailure(error)
    failedBatches.inc({ fault: kind })
    if (kind === 'connection') {
      // Cut off in the middle: perhaps it took so long that it was held for frozen, and would be again. So less at once.
      const entries = error instanceof BatchFailed ? error.entries : []
      for (const team of new Set(entries.map(({ teamId }) => teamId)))
        this.suspects.set(team, Math.max(1, Math.floor(Math.min(limit, entries.length) / 2)))
      throw error
    }
    // Deadlock, serialization, disk full, read-only: nobody's fault, so nothing is counted.
    if (kind === 'passing') return 50 + Math.random() * 200
    log.warn('a batch failed and is taken apart', {
      entries: limit,
      teams: teams.length,
      error: error instanceof BatchFailed ? error.cause : error,
    })
    const [alone, ...others] = error instanceof BatchFailed ? error.entries : []
    if (alone && others.length === 0) await blameSingleEntry(alone, error)
    for (const team of teams) this.suspects.set(team, Math.max(1, Math.floor(limit / 2)))
    return 0
  }

  private async connectionLost(error: unknown): Promise<number> {
    await this.client?.close()
    this.client = null
    this.failures += 1
    if (this.failures === 1 || this.failures % 20 === 0) log.warn('the lane lost its database connection', { error })
    return Math.min(2_000, 50 * 2 ** Math.min(this.failures, 6)) * (0.5 + Math.random() / 2)
  }
}
