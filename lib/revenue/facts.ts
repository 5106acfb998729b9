import { fitsColumn, type MadeFact } from '@/lib/facts/fact'
import type { DecidedEntry } from '@/lib/lane/entry'
import { readSubscription } from '@/lib/normalize/readers'
import { customerKey } from '@/lib/subscribers/party'
import { monthlyRevenue } from './mrr'

/** A Subscription as its event shows it: `state` {status, currency, mrr, plan, interval, party, started_at}. */
export function subscriptionFacts({ object, normalized, type, entry }: DecidedEntry): MadeFact[] {
  if (object.object !== 'subscription') return []
  const subscription = readSubscription(object)
  if (!subscription.id || !subscription.status) return []
  const mrr = monthlyRevenue(subscription)
  const value = {
    status: subscription.status,
    currency: subscription.currency,
    mrr: String(fitsColumn(mrr) ? mrr : 0n),
    plan: normalized.plan ?? normalized.price_ids[0] ?? null,
    interval: normalized.interval,
    party: subscription.customerId ? customerKey(entry.connectionId, subscription.customerId) : null,
    started_at: (subscription.startedAt ?? subscription.created)?.toISOString() ?? null,
  }
  return [{ objectId: subscription.id, aspect: 'state', rank: rankOf(type, subscription.status), value }]
}

/** Within one second: an ended subscription stays ended, and created comes before updated. */
function rankOf(type: string, status: string): number {
  if (type === 'customer.subscription.deleted' || status === 'canceled' || status === 'incomplete_expired') return 3
  if (type === 'customer.subscription.created') return 0
  return type === 'customer.subscription.updated' ? 1 : 2
}
