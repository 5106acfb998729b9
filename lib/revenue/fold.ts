import type { SiteId, TeamId } from '@/db/schema/columns'
import { type About, type Fact, newest } from '@/lib/facts/fact'
import type { FactSet } from '@/lib/facts/fact-set'
import { catalogueOf } from '@/lib/products/fold'
import type { Question } from '@/lib/products/terms'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { type MonthlyRevenue, monthlyRevenue } from './monthly'
import type { RevenueNote } from './notes'
import { itemPrice, planName } from './price'
import { toPlaces } from './ratio'
import { type Subscription, subscriptionFrom } from './subscription'
import { type SubscriptionTerms, subscriptionTermsSchema } from './terms'

/** One subscription as its facts tell it; what `subscriptions` holds. MRR in minor units of `currency`. */
export interface SubscriptionRow {
  teamId: TeamId
  connectionId: string
  subscriptionId: string
  siteId: SiteId
  livemode: boolean
  partyKey: string | null
  status: string
  currency: string | null
  mrr: bigint
  /** The same to forty places, for adding up. */
  mrrExact: string
  plan: string | null
  planInterval: string | null
  startedAt: string | null
  productId: string | null
  priceId: string | null
  /** Of all items, distinct and sorted. */
  productIds: string[]
  quantity: bigint | null
  trialEnd: string | null
  currentPeriodEnd: string | null
  cancelAt: string | null
  canceledAt: string | null
  restsOn: string[]
  mrrNotes: RevenueNote[]
}

export interface FoldedSubscription {
  row: SubscriptionRow
  /** What its figures rest on and nobody told yet. */
  wanted: Question[]
}

/**
 * The last state wins, and its site is the subscription's home: a subscription moves with its connection's route. Plan and
 * MRR are computed from that state, the catalogue's facts and the policy of its home, never kept as they once were. Null when
 * no fact tells its state.
 */
export function foldSubscription(
  object: About,
  set: FactSet,
  policyOf: (siteId: SiteId) => MoneyPolicy,
  now: Date,
): FoldedSubscription | null {
  const read = readSubscriptionFacts(object, set)
  if (!read) return null
  const { state, terms, subscription } = read
  const catalogue = catalogueOf(set, object)
  const revenue = monthlyRevenue(subscription, catalogue, policyOf(state.siteId).mrr, now)
  const main = revenue.main
  return {
    row: {
      teamId: state.teamId,
      connectionId: state.connectionId,
      subscriptionId: state.objectId,
      siteId: state.siteId,
      livemode: state.livemode,
      partyKey: terms.party,
      status: terms.status,
      currency: terms.currency,
      mrr: revenue.minor,
      mrrExact: toPlaces(revenue.exact),
      plan: main && planName(main, catalogue),
      planInterval: main && (itemPrice(main, catalogue)?.interval ?? null),
      startedAt: terms.started_at,
      productId: main && (itemPrice(main, catalogue)?.product ?? main.product),
      priceId: main?.price ?? null,
      productIds: productsOf(revenue),
      quantity: main?.quantity == null ? null : BigInt(main.quantity),
      trialEnd: terms.trial_end,
      currentPeriodEnd: terms.current_period_end,
      cancelAt: terms.cancel_at ?? (terms.cancel_at_period_end ? terms.current_period_end : null),
      canceledAt: terms.canceled_at,
      restsOn: [...new Set([...terms.rests_on, ...couponsOf(subscription), ...soldIn(revenue)])].sort(),
      mrrNotes: revenue.notes,
    },
    wanted: revenue.wanted,
  }
}

/** A subscription's newest state and what came since; also what "How is this computed?" shows. */
export function readSubscriptionFacts(
  object: About,
  set: FactSet,
): { state: Fact; terms: SubscriptionTerms; subscription: Subscription } | null {
  const facts = set.of(object)
  const state = newest(facts.filter((fact) => fact.aspect === 'state'))
  if (!state) return null
  const terms = subscriptionTermsSchema.safeParse(state.value)
  if (!terms.success) return null
  const { customer } = terms.data
  const customerFacts = customer ? set.of({ ...object, objectId: customer }) : []
  const subscription = subscriptionFrom(state.objectId, terms.data, state, facts, customerFacts)
  return { state, terms: terms.data, subscription }
}

/** What it is for: a product counts whatever its item costs, also nothing, and however it is priced. */
const productsOf = ({ items }: MonthlyRevenue) => [...new Set(items.flatMap((item) => item.productId ?? []))].sort()

const couponsOf = ({ discounts, items }: Subscription) =>
  [...discounts, ...items.flatMap((item) => item.discounts)].flatMap(({ coupon }) => coupon ?? [])

/** What its own payload did not name: the product of a price known by its facts, the items of a list that was cut. */
const soldIn = ({ items }: MonthlyRevenue) =>
  items.flatMap(({ priceId, productId }) => [priceId, productId].filter((id) => id !== null))
