import { setTimeout as sleep } from 'node:timers/promises'
import type { Crew } from './crew'
import type { CrashDatabase, Restart } from './database'
import { between, pick, type Random } from './random'
import { dropConnections, storm } from './storm'
import type { Watch } from './watch'

export interface Deeds {
  kills: number
  freezes: number
  restarts: number
  drops: number
  storms: number
  /** Longest standstill of a team after a worker was killed or frozen, or after nothing at all; nothing else beside, ms. */
  takeover: { calm: number[]; kill: number[]; freeze: number[] }
}

export interface Rage {
  random: Random
  crew: Crew
  database: CrashDatabase
  watch: Watch
  /** How much of everything was sent, 0 to 1. */
  progress(): number
  /** Between two kills, ms. */
  pauseMs: readonly [number, number]
  freezeMs: number
  stormMs: number
  measured: { kills: number; freezes: number }
  /** How long at most everything is broken at once, ms. */
  rageMs: number
}

const restarts: readonly (readonly [at: number, Restart])[] = [
  [0.3, 'immediate'],
  [0.5, 'fast'],
  [0.7, 'immediate'],
]

/** Breaks one thing after the other, and several at once, until everything was sent. */
export class Nemesis {
  readonly deeds: Deeds = {
    kills: 0,
    freezes: 0,
    restarts: 0,
    drops: 0,
    storms: 0,
    takeover: { calm: [], kill: [], freeze: [] },
  }
  private over = false

  constructor(private readonly rage: Rage) {}

  async run() {
    await this.measure()
    const enough = setTimeout(() => this.stop(), this.rage.rageMs)
    await Promise.all([this.killing(), this.freezing(), this.shaking(), this.restarting()])
    clearTimeout(enough)
  }

  stop() {
    this.over = true
  }

  /** First one thing at a time, with nothing else beside, to see how soon others take over. */
  private async measure() {
    const { random, crew, watch, freezeMs, measured } = this.rage
    while (this.rage.progress() < 0.03 && !this.over) await sleep(50)
    this.deeds.takeover.calm.push(await watch.worstWithin(3_000))
    const victim = () => pick(random, crew.workers())
    for (let nth = 0; nth < measured.kills && !this.over; nth++) {
      victim().kill()
      this.deeds.kills += 1
      this.deeds.takeover.kill.push(await watch.worstWithin(3_500))
    }
    for (let nth = 0; nth < measured.freezes && !this.over; nth++) {
      const thawed = victim().freeze(freezeMs)
      this.deeds.freezes += 1
      this.deeds.takeover.freeze.push(await watch.worstWithin(7_000))
      await thawed
    }
  }

  private async killing() {
    const { random, crew } = this.rage
    while (await this.pause(...this.rage.pauseMs)) {
      // On a slow machine a process takes longer to start than it would live: then nothing would ever get done.
      while (!crew.everybodyWorks() && !this.over) await sleep(50)
      pick(random, crew.members).kill()
      this.deeds.kills += 1
    }
  }

  private async freezing() {
    const { random, crew, freezeMs } = this.rage
    while (await this.pause(4_000, 10_000)) {
      this.deeds.freezes += 1
      await pick(random, crew.members).freeze(freezeMs)
    }
  }

  /** In turn: connections that drop, and writes that fail for a while. */
  private async shaking() {
    const { database, stormMs } = this.rage
    for (let turn = 0; await this.pause(4_000, 8_000); turn++) {
      // The server may be away: then there is nothing to shake.
      if (turn % 2 === 0) this.deeds.drops += await happened(dropConnections(database.adminUrl))
      else {
        this.deeds.storms += await happened(storm(database.adminUrl, 0.04))
        await sleep(stormMs)
        await this.calm()
      }
    }
    await this.calm()
  }

  private async calm() {
    while (!(await happened(storm(this.rage.database.adminUrl, 0)))) await sleep(200)
  }

  private async restarting() {
    for (const [at, how] of restarts) {
      while (this.rage.progress() < at && !this.over) await sleep(100)
      if (this.over) return
      await this.rage.database.restart(how)
      this.deeds.restarts += 1
    }
  }

  /** False when it is over. */
  private async pause(least: number, most: number): Promise<boolean> {
    const until = Date.now() + between(this.rage.random, least, most)
    while (Date.now() < until && !this.over) await sleep(50)
    return !this.over
  }
}

/** 1 when it could be done. */
const happened = (deed: Promise<unknown>): Promise<number> =>
  deed.then(
    () => 1,
    () => 0,
  )
