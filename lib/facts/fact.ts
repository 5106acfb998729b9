import type { SiteId, TeamId } from '@/db/schema/columns'
import { standing } from './chain'

/** A dated statement about one Stripe object, from one event. Figures are folds over sets of these. */
export interface Fact {
  teamId: TeamId
  connectionId: string
  objectId: string
  aspect: string
  /** Stripe's `created` of the event: ISO 8601 as JavaScript writes it, so that texts compare as times do. */
  at: string
  /** Decides within the same second, from the payload's own content: terminal beats running, later stage beats earlier. */
  rank: number
  eventId: string
  siteId: SiteId
  livemode: boolean
  value: FactValue
}

/**
 * Money as strings: it is stored as JSON, whose numbers end at 2^53. Lists of items, tiers and discounts nest. A change may
 * say in `from` what those of its fields were that it changed (Stripe: previous_attributes).
 */
export type FactValue = { [field: string]: FactField }
export type FactField = string | boolean | number | null | FactField[] | { [field: string]: FactField }

/** A fact as a reader makes it, before the entry it came from is known. */
export type MadeFact = Pick<Fact, 'objectId' | 'aspect' | 'rank' | 'value'>

export const textIn = (fact: Fact, field: string): string | null => {
  const value = fact.value[field]
  return typeof value === 'string' ? value : null
}

/** Stripe's amounts have twelve digits; one that no bigint column (nor a sum of millions of them) could hold is no money. */
export const fitsColumn = (minor: bigint) => minor < 10n ** 15n && minor > -(10n ** 15n)

/** Minor units; 0 where the fact does not say. */
export const amountIn = (fact: Fact, field: string): bigint => BigInt(textIn(fact, field) ?? '0')

/** Version order of two: time, then rank, then event id, so that any two facts have one winner however they arrive. */
export function isNewer(a: Fact, b: Fact): boolean {
  if (a.at !== b.at) return a.at > b.at
  if (a.rank !== b.rank) return a.rank > b.rank
  return a.eventId > b.eventId
}

/**
 * The last word of several: the newest second; within it the end of the chain, where changes say what they changed from
 * (lib/facts/chain); then rank, then event id.
 */
export function newest(facts: readonly Fact[]): Fact | null {
  if (facts.length < 2) return facts[0] ?? null
  const last = facts.reduce((latest, { at }) => (at > latest ? at : latest), '')
  return standing(facts.filter(({ at }) => at === last)).reduce<Fact | null>(
    (best, fact) => (best === null || isNewer(fact, best) ? fact : best),
    null,
  )
}

export function earliest(facts: readonly Fact[]): Fact | null {
  return facts.reduce<Fact | null>((best, fact) => (best === null || isNewer(best, fact) ? fact : best), null)
}

/** A fact as the database writes it: its time becomes what it is in facts. */
export const storedFact = <Row extends { at: string | Date }>(row: Row) => ({
  ...row,
  at: new Date(row.at).toISOString(),
})

/** What a fact is about: an object of one connection in one mode. Live and test never mix, whatever ids they use. */
export interface About {
  teamId: string
  connectionId: string
  objectId: string
  livemode: boolean
}
