import type { SiteId, TeamId } from '@/db/schema/columns'
import { amountIn, type Fact, newest, textIn } from '@/lib/facts/fact'

/** One subscription as its newest facts tell it; what `subscriptions` holds. MRR in minor units of `currency`. */
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
  plan: string | null
  planInterval: string | null
  startedAt: string | null
}

/** The newest state wins, and its site is the subscription's home: a subscription moves with its connection's route. */
export function foldSubscription(facts: readonly Fact[]): SubscriptionRow | null {
  const state = newest(facts.filter((f) => f.aspect === 'state'))
  if (!state) return null
  return {
    teamId: state.teamId,
    connectionId: state.connectionId,
    subscriptionId: state.objectId,
    siteId: state.siteId,
    livemode: state.livemode,
    partyKey: textIn(state, 'party'),
    status: textIn(state, 'status') ?? 'unknown',
    currency: textIn(state, 'currency'),
    mrr: amountIn(state, 'mrr'),
    plan: textIn(state, 'plan'),
    planInterval: textIn(state, 'interval'),
    startedAt: textIn(state, 'started_at'),
  }
}
