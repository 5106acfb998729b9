import { type Fact, type FactSet, objectKey } from '@/lib/facts/fact'
import { foldCharge, type LedgerRow } from '@/lib/ledger/fold'
import { foldSubscription, type SubscriptionRow } from '@/lib/revenue/fold'

export interface Money {
  ledger: LedgerRow[]
  subscriptions: SubscriptionRow[]
}

/** Recomputes every charge and subscription that got a new fact, from all facts there are about it. */
export function foldMoney(set: FactSet, told: readonly Fact[]): Money {
  const ledger: LedgerRow[] = []
  const subscriptions: SubscriptionRow[] = []
  for (const touched of new Map(told.map((fact) => [objectKey(fact), fact])).values()) {
    const facts = set.of(touched)
    const charge = foldCharge(facts)
    if (charge) ledger.push(charge)
    const subscription = foldSubscription(facts)
    if (subscription) subscriptions.push(subscription)
  }
  return { ledger, subscriptions }
}
