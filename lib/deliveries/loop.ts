import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { kindOf } from '@/lib/destinations'
import { log } from '@/lib/log'
import type { Http } from '@/lib/outbound/http'
import { type Claim, claim, leaseMs, uuids } from './claim'
import { send } from './send'

/** Calls of one process at a time; each holds a socket and little else. */
const slots = 256
/** … and of one team: whose receivers hang leaves the others theirs (OUT-02). */
const slotsOfTeam = 16
const idleMs = 100
/** A worker that ends gives its calls this long, then gives them back. */
const endMs = 8_000

/** Finds destinations with something due, of all teams in random order, and sends. One a process. */
export class DeliveryLoop {
  private readonly flying = new Map<string, Flight>()
  private stopping = false
  private timer: NodeJS.Timeout | null = null
  private isTurning = false
  private isWoken = false
  private turning: Promise<void> = Promise.resolve()
  private isFailing = false
  private heart: NodeJS.Timeout | null = null
  private beating: Promise<void> = Promise.resolve()

  constructor(private readonly http: Http) {}

  start() {
    this.next(0)
    this.heart = setInterval(() => this.beat(), leaseMs / 6)
  }

  /** Takes nothing more, waits for the calls that are under way, and gives back those that take too long. */
  async stop() {
    this.stopping = true
    if (this.timer) clearTimeout(this.timer)
    await this.turning
    await this.stayAlive(0)
    const over = Promise.all([...this.flying.values()].map((flight) => flight.done))
    await Promise.race([over, new Promise((done) => setTimeout(done, endMs).unref())])
    if (this.heart) clearInterval(this.heart)
    await this.beating
    await this.giveBack([...this.flying.values()])
  }

  /** Something may be due: looks at once instead of when the pause ends. */
  wake = () => {
    if (this.isTurning) this.isWoken = true
    else if (!this.isFailing && this.timer) this.next(0)
  }

  private next(ms: number) {
    if (this.timer) clearTimeout(this.timer)
    if (this.stopping) return
    this.timer = setTimeout(() => {
      this.isTurning = true
      this.turning = this.turn()
        .catch((error) => this.failed(error))
        .then((pause) => {
          this.isTurning = false
          this.next(this.isWoken ? 0 : pause)
          this.isWoken = false
        })
    }, ms)
  }

  /** How long to sleep before the next turn, ms. */
  private async turn(): Promise<number> {
    const free = slots - this.flying.size
    if (free <= 0) return idleMs / 2
    const { rows } = await db.execute<{ team_id: TeamId; destination_id: string }>(
      sql`select team_id, destination_id from sluice_due_destinations(${free})`,
    )
    this.isFailing = false
    const claims = rows.filter(({ team_id }) => this.callsOf(team_id) < slotsOfTeam)
    let begun = 0
    for (const { team_id, destination_id } of claims) {
      // One that cannot be claimed must not keep the others waiting.
      const isBegun = await this.begin(team_id, destination_id).catch((error) => {
        log.warn('deliveries could not be claimed', { destination: destination_id, error })
        return false
      })
      if (isBegun) begun += 1
    }
    return begun > 0 ? 0 : idleMs
  }

  private async begin(teamId: TeamId, destinationId: string): Promise<boolean> {
    if (this.stopping || this.callsOf(teamId) >= slotsOfTeam) return false
    const taken = await claim(teamId, destinationId, (kind) => kindOf(kind)?.limits.batch ?? 1)
    const kind = taken && kindOf(taken.destination.kind)
    if (!taken || !kind) return false
    const done = send(taken, kind, this.http)
      .catch((error) => log.warn('a call was made and could not be written down', { error }))
      .finally(() => {
        this.flying.delete(taken.callId)
        this.wake()
      })
    this.flying.set(taken.callId, { claim: taken, done, aliveAt: performance.now() })
    return true
  }

  private callsOf(teamId: TeamId) {
    let calls = 0
    for (const { claim } of this.flying.values()) if (claim.teamId === teamId) calls += 1
    return calls
  }

  private beat() {
    this.beating = this.stayAlive(leaseMs / 3).catch((error) => log.warn('calls could not be kept', { error }))
  }

  /** A call that waits for its turn may outlast the lease: whoever makes it says that it lives, by a clock of its own. */
  private async stayAlive(olderThanMs: number) {
    const now = performance.now()
    const old = [...this.flying.values()].filter(({ aliveAt }) => now - aliveAt >= olderThanMs)
    await Promise.all(
      old.map(async (flight) => {
        flight.aliveAt = now
        await pushed(flight.claim, leaseMs)
      }),
    )
  }

  /** Due at once for whoever comes next, who writes down that nobody heard how these ended. */
  private async giveBack(flights: readonly Flight[]) {
    for (const { claim } of flights) await pushed(claim, 0).catch(() => {})
  }

  private failed(error: unknown): number {
    if (!this.isFailing) log.warn('deliveries stand still', { error })
    this.isFailing = true
    return 1_000
  }
}

interface Flight {
  claim: Claim
  done: Promise<void>
  aliveAt: number
}

const pushed = ({ teamId, callId, destination, deliveries }: Claim, ms: number) =>
  withTeams(teamId, (tx) =>
    tx.execute(sql`
      update delivery_queue q set due_at = now() + ${ms} * interval '1 millisecond'
      where q.team_id = ${teamId} and q.destination_id = ${destination.id}
        and q.id = any(${uuids(deliveries.map(({ id }) => id))}) and q.call_id = ${callId}`),
  )
