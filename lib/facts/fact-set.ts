import type { About, Fact } from './fact'

/**
 * Values by object; a connection is one team's, so its id says the team. A map in a map: putting one long key together for
 * each look-up cost more than the look-up.
 */
class ObjectMap<T> {
  private readonly live = new Map<string, Map<string, T>>()
  private readonly test = new Map<string, Map<string, T>>()

  get({ connectionId, objectId, livemode }: About): T | undefined {
    return (livemode ? this.live : this.test).get(connectionId)?.get(objectId)
  }

  set({ connectionId, objectId, livemode }: About, value: T) {
    const mode = livemode ? this.live : this.test
    const known = mode.get(connectionId)
    if (known) known.set(objectId, value)
    else mode.set(connectionId, new Map([[objectId, value]]))
  }

  *values(): Iterable<T> {
    for (const mode of [this.live, this.test]) for (const objects of mode.values()) yield* objects.values()
  }
}

/** Each object once. */
export function eachObject<T extends About>(abouts: Iterable<T>): Iterable<T> {
  const objects = new ObjectMap<T>()
  for (const about of abouts) objects.set(about, about)
  return objects.values()
}

/** Facts by object, without repeats: the stored ones and the new ones are one set. */
export class FactSet {
  private readonly byObject = new ObjectMap<FactsOfOne>()

  constructor(facts: Iterable<Fact>) {
    for (const fact of facts) this.add(fact)
  }

  /** Said again, the later word takes the place of the earlier one. */
  add(fact: Fact) {
    const known = this.byObject.get(fact)
    if (known) known.add(fact)
    else this.byObject.set(fact, new FactsOfOne(fact))
  }

  has(fact: Fact) {
    return this.byObject.get(fact)?.has(fact) ?? false
  }

  *[Symbol.iterator](): Iterator<Fact> {
    for (const { all } of this.byObject.values()) yield* all
  }

  of(object: About): readonly Fact[] {
    return this.byObject.get(object)?.all ?? none
  }
}

const none: readonly Fact[] = []

/** Mostly a handful, so they are looked through; a charge with thousands of refunds gets an index. */
class FactsOfOne {
  readonly all: Fact[]
  private index: Map<string, number> | null = null

  constructor(first: Fact) {
    this.all = [first]
  }

  add(fact: Fact) {
    const at = this.find(fact)
    if (at >= 0) this.all[at] = fact
    else {
      this.index?.set(keyOf(fact), this.all.length)
      this.all.push(fact)
    }
  }

  has = (fact: Fact) => this.find(fact) >= 0

  private find(fact: Fact): number {
    if (this.all.length <= looked) return this.all.findIndex((known) => isSame(known, fact))
    this.index ??= new Map(this.all.map((known, at) => [keyOf(known), at]))
    return this.index.get(keyOf(fact)) ?? -1
  }
}

const looked = 16

const isSame = (a: Fact, b: Fact) =>
  a.eventId === b.eventId && a.aspect === b.aspect && a.at === b.at && a.rank === b.rank

const keyOf = ({ aspect, at, rank, eventId }: Fact) => `${aspect} ${at} ${rank} ${eventId}`
