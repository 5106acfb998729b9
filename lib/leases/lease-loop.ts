import type { TeamId } from '@/db/schema/columns'
import { log } from '@/lib/log'

const idleMs = 100
/** A worker that ends gives what it has at hand this long, then gives it back. */
const endMs = 8_000

/** Where something is due: a destination, a flow. */
export interface Place {
  teamId: TeamId
  id: string
}

/** Work that waits in rows with a `due_at`: who does it pushes that ahead and keeps pushing while it lives. */
export interface LeasedWork<Claim> {
  /** As a log line calls it: "deliveries". */
  what: string
  /** How long a claim holds without a sign of life. */
  leaseMs: number
  /** At hand at a time, in one process: of all, of a team and of a place. Whose receivers hang leaves the others theirs (OUT-02). */
  slots: { all: number; team: number; place: number }
  /** At most so many, of all teams in turn. */
  due(limit: number): Promise<Place[]>
  /** Claims at most `room` there; none where somebody else was faster. */
  claim(place: Place, room: number): Promise<Claim[]>
  /** Does what was claimed and writes it down; rejects when it could not be written. */
  work(claim: Claim): Promise<void>
  /** Makes what is claimed due again in so many ms. */
  push(claims: readonly Claim[], ms: number): Promise<unknown>
}

interface Flight<Claim> {
  place: Place
  claim: Claim
  done: Promise<void>
  aliveAt: number
}

/** Finds places with something due and works it off, many at a time. A process that dies pushes nothing, so its rows are due again. */
export class LeaseLoop<Claim> {
  private readonly flying = new Set<Flight<Claim>>()
  private stopping = false
  private timer: NodeJS.Timeout | null = null
  private isTurning = false
  private isWoken = false
  private turning: Promise<void> = Promise.resolve()
  private isFailing = false
  private heart: NodeJS.Timeout | null = null
  private beating: Promise<void> = Promise.resolve()

  constructor(private readonly of: LeasedWork<Claim>) {}

  start() {
    this.next(0)
    this.heart = setInterval(() => this.beat(), this.of.leaseMs / 6)
  }

  /** Takes nothing more, waits for what is at hand, and gives back what takes too long. */
  async stop() {
    this.stopping = true
    if (this.timer) clearTimeout(this.timer)
    await this.turning
    await this.stayAlive(0)
    const over = Promise.all([...this.flying].map((flight) => flight.done))
    await Promise.race([over, new Promise((done) => setTimeout(done, endMs).unref())])
    if (this.heart) clearInterval(this.heart)
    await this.beating
    await this.giveBack([...this.flying])
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
    const free = this.of.slots.all - this.flying.size
    if (free <= 0) return idleMs / 2
    const places = await this.of.due(free)
    this.isFailing = false
    let begun = 0
    for (const place of places) {
      // One that cannot be claimed must not keep the others waiting.
      begun += await this.begin(place).catch((error) => {
        log.warn(`${this.of.what} could not be claimed`, { place: place.id, error })
        return 0
      })
    }
    return begun > 0 ? 0 : idleMs
  }

  private async begin(place: Place): Promise<number> {
    const room = this.roomAt(place)
    if (this.stopping || room <= 0) return 0
    const claims = await this.of.claim(place, room)
    for (const claim of claims) this.take(place, claim)
    return claims.length
  }

  private take(place: Place, claim: Claim) {
    const flight: Flight<Claim> = { place, claim, done: Promise.resolve(), aliveAt: performance.now() }
    flight.done = this.of
      .work(claim)
      .catch((error) => log.warn(`${this.of.what} were worked on and could not be written down`, { error }))
      .finally(() => {
        this.flying.delete(flight)
        this.wake()
      })
    this.flying.add(flight)
  }

  private roomAt({ teamId, id }: Place): number {
    const { slots } = this.of
    let [ofTeam, ofPlace] = [0, 0]
    for (const { place } of this.flying) {
      if (place.teamId !== teamId) continue
      ofTeam += 1
      if (place.id === id) ofPlace += 1
    }
    return Math.min(slots.all - this.flying.size, slots.team - ofTeam, slots.place - ofPlace)
  }

  private beat() {
    this.beating = this.stayAlive(this.of.leaseMs / 3).catch((error) =>
      log.warn(`${this.of.what} could not be kept`, { error }),
    )
  }

  /** What waits for its turn may outlast the lease: whoever does it says that it lives, by a clock of its own. */
  private async stayAlive(olderThanMs: number) {
    const now = performance.now()
    const old = [...this.flying].filter(({ aliveAt }) => now - aliveAt >= olderThanMs)
    for (const flight of old) flight.aliveAt = now
    if (old.length > 0) await this.of.push(claimsOf(old), this.of.leaseMs)
  }

  /** Due at once for whoever comes next, who writes down that nobody heard how these ended. */
  private async giveBack(flights: readonly Flight<Claim>[]) {
    if (flights.length > 0) await this.of.push(claimsOf(flights), 0).catch(() => {})
  }

  private failed(error: unknown): number {
    if (!this.isFailing) log.warn(`${this.of.what} stand still`, { error })
    this.isFailing = true
    return 1_000
  }
}

const claimsOf = <Claim>(flights: readonly Flight<Claim>[]) => flights.map(({ claim }) => claim)
