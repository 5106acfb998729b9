import { live } from './lives'
import { stockShelves } from './prices'
import { between, chance, type Random, seeded } from './random'
import type { Shape, StripeEvent } from './types'
import { createWorld, type World } from './world'

export type HistoryOptions = {
  account?: string
  livemode?: boolean
  shape?: Shape
  currency?: string
  /** Unix seconds of the first event; the story then takes days and months of its own time. */
  start?: number
  /** At most this many seconds between two acts; the default makes a year or so of it. */
  maxGap?: number
}

/**
 * `customers` lives told at once and mixed together, in the order things happened: guests, buyers, subscribers,
 * trials, refunds that fail, disputes, renames, deletions. The same seed gives the same events, ids included, in
 * any shape.
 */
export function randomHistory(seed: string | number, customers: number, options: HistoryOptions = {}) {
  let clock = options.start ?? 1_760_000_000
  const random = seeded(`history/${seed}`)
  const world = createWorld({
    account: options.account ?? 'acct_1SandboxHistory',
    livemode: options.livemode ?? true,
    shape: options.shape ?? 'newest',
    currency: options.currency ?? 'usd',
    seed,
    now: () => clock,
    keepEvents: 0,
  })
  stockShelves(world)

  const tick = () => {
    // Some acts share their second with the one before: ties are part of real life.
    if (!chance(random, 0.2)) clock += between(random, 1, options.maxGap ?? 40_000)
  }
  return { world, events: mixed(world, random, customers, tick) }
}

/** So many lives told in a world as it is, by its own clock: a busy hour in a shop. */
export function liveTogether(world: World, customers: number): StripeEvent[] {
  return mixed(world, world.random, customers, () => undefined)
}

function mixed(world: World, random: Random, customers: number, tick: () => void): StripeEvent[] {
  const events: StripeEvent[] = []
  const lives = Array.from({ length: customers }, (_, index) => live(world, random, index))
  while (lives.length > 0) {
    const index = between(random, 0, lives.length - 1)
    const act = lives[index]?.next()
    if (act === undefined || act.done) lives.splice(index, 1)
    else events.push(...act.value)
    tick()
  }
  return events
}
