import { setTimeout as sleep } from 'node:timers/promises'
import type { TeamId } from '@/db/schema/columns'
import { log } from '@/lib/log'
import { failedBatches } from '@/lib/metrics/own'
import { type Applied, applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'
import { observed } from './observed'
import { BatchFailed, blameSingleEntry, kindOfFailure } from './poison'
import { Suspicion } from './suspicion'
import { batch } from './take'
import { type Trial, unmark } from './trial'

/** A separate worker polls this often when idle (a poll costs a third of a millisecond); no LISTEN, no NOTIFY. */
const idleMs = 25
const contendedMs = 5
/** A lane begins small and doubles while batches are quick: on a slow or crowded machine a full one is ended by the reaper. */
const firstSize = 16
const quickMs = 1_000
/** After a crash or a freeze every entry of the batches at hand is tried alone, so those are small for that minute … */
const watchedSize = 32
/** … and their trials get as much time in a row as a batch of the others, not one entry's: their team's oldest wait with them. */
const suspectsMs = 100

/**
 * One loop with one connection of its own: finds teams with open work, applies a batch, goes on. Stops between batches.
 * A failing team is taken apart: alone and with ever smaller batches, until the one entry to blame is found.
 */
export class LaneLoop {
  private client: LaneClient | null = null
  private stopping = false
  private running: Promise<void> | null = null
  /** Teams whose last batch failed, with the size to try next. */
  private readonly failing = new Map<TeamId, number>()
  /** Entries at once: as many as are done well before anybody could take the lane for frozen. */
  private size = firstSize
  private failures = 0
  private lastTurn = performance.now()

  /** Whether the next turn is a suspect's, while there are any: those and the others wait for one another one batch. */
  private isSuspectsTurn = false

  constructor(
    private readonly onApplied: (applied: Applied) => void = () => {},
    private readonly suspicion = new Suspicion(),
    /** Teams a loop of this process is at: the others leave them alone instead of finding them locked. */
    private readonly inHand = new Set<TeamId>(),
    private readonly loops = 1,
  ) {}

  start() {
    this.running = this.run()
  }

  /** Finishes the batch at hand; its entries are never counted as failed. */
  async stop() {
    this.stopping = true
    await this.running
  }

  /** False when the loop has hung for ten seconds; a lost database does not count, it keeps trying. */
  isTurning = () => performance.now() - this.lastTurn < 10_000

  private async run() {
    while (!this.stopping) {
      this.lastTurn = performance.now()
      const pause = await this.turn().catch((error) => this.connectionLost(error))
      if (pause > 0 && !this.stopping) await sleep(pause)
    }
    await this.client?.close()
  }

  /** How long to sleep before the next turn, in ms. */
  private async turn(): Promise<number> {
    this.client ??= await LaneClient.connect()
    const { client } = this
    const tried = this.suspicion.isOn ? await this.suspectsTurn(client) : null
    if (tried !== null) return tried
    const open = this.share(await client.openLanes<{ team_id: TeamId }>(batch.teams))
    this.failures = 0
    if (open.length === 0) return idleMs
    const failing = open.find((team) => this.failing.has(team))
    const teams = failing ? [failing] : open
    const size = this.suspicion.isOn ? Math.min(this.size, watchedSize) : this.size
    const limit = failing ? (this.failing.get(failing) ?? 1) : size
    return this.apply(client, teams, limit, this.suspicion.isOn ? 'among' : null)
  }

  /** Of the teams with open work those no other loop of this process has; half of them, where the other is idle. */
  private share(rows: readonly { team_id: TeamId }[]): TeamId[] {
    const free = rows.map((row) => row.team_id).filter((team) => !this.inHand.has(team))
    return free.slice(0, Math.ceil(free.length / this.loops))
  }

  /** Null when it is the others' turn, or there is no suspect. */
  private async suspectsTurn(client: LaneClient): Promise<number | null> {
    this.isSuspectsTurn = !this.isSuspectsTurn
    if (!this.isSuspectsTurn) return null
    return this.suspicion.alone(async () => {
      const until = performance.now() + suspectsMs
      let pause: number | null = null
      do {
        const team = (await client.suspectLane<{ team_id: TeamId }>())?.team_id
        if (!team) break
        pause = await this.apply(client, [team], 1, 'alone')
      } while (pause === 0 && performance.now() < until && !this.stopping)
      return pause
    })
  }

  private async apply(client: LaneClient, teams: TeamId[], limit: number, trial: Trial | null): Promise<number> {
    for (const team of teams) this.inHand.add(team)
    const since = performance.now()
    try {
      const applied = await observed(() => applyBatch(client, teams, limit, trial))
      if (applied.entries > 0 && trial !== 'alone') for (const team of teams) this.trust(team, limit)
      if (applied.full && trial === null) this.pace(performance.now() - since)
      this.onApplied(applied)
      return applied.entries > 0 ? 0 : contendedMs
    } catch (error) {
      if (trial && error instanceof BatchFailed) await unmark(error.entries, trial).catch(() => {})
      return await this.batchFailed(error, teams, limit)
    } finally {
      for (const team of teams) this.inHand.delete(team)
    }
  }

  private pace(ms: number) {
    if (ms < quickMs) this.size = Math.min(batch.entries, this.size * 2)
    else if (ms > 2 * quickMs) this.size = Math.max(1, Math.floor(this.size / 2))
  }

  private trust(team: TeamId, limit: number) {
    if (!this.failing.has(team)) return
    if (limit * 2 >= batch.entries) this.failing.delete(team)
    else this.failing.set(team, limit * 2)
  }

  private async batchFailed(error: unknown, teams: TeamId[], limit: number): Promise<number> {
    const kind = kindOfFailure(error)
    failedBatches.inc({ fault: kind })
    if (kind === 'connection') {
      // Cut off in the middle: perhaps it took so long that it was held for frozen, and would be again. So less at once.
      this.size = Math.max(1, Math.floor(limit / 2))
      for (const team of teams) if (this.failing.has(team)) this.failing.set(team, this.size)
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
    for (const team of teams) this.failing.set(team, Math.max(1, Math.floor(limit / 2)))
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
