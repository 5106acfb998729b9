import { roundPicos } from '@/lib/money'
import type { ReadSubscription } from '@/lib/normalize/readers'

/**
 * Monthly recurring revenue of one subscription in minor units, by Stripe's own rule: active and past_due count, paused
 * collection does not; licensed items only; a year is 12 months, a week 12/52 and a day 12/365 of one. Rounded half up
 * once, at the end. Items whose price the payload does not tell (tiers) count nothing.
 */
export function monthlyRevenue(subscription: ReadSubscription): bigint {
  if (subscription.status !== 'active' && subscription.status !== 'past_due') return 0n
  if (subscription.collectionPaused) return 0n
  return roundPicos(subscription.items.reduce((sum, item) => sum + monthlyPicos(item), 0n))
}

type Item = ReadSubscription['items'][number]

function monthlyPicos(item: Item): bigint {
  const monthly = item.interval ? perMonth[item.interval] : undefined
  if (item.usageType !== 'licensed' || item.unitPicos === null || !monthly) return 0n
  const amount = item.unitPicos * BigInt(units(item))
  return (amount * monthly.times) / (monthly.by * BigInt(Math.max(1, item.intervalCount)))
}

/** Package pricing divides the quantity first (Stripe: transform_quantity). */
function units({ quantity, transform }: Item): number {
  const count = Math.trunc(quantity ?? 0)
  if (!transform) return count
  return transform.round === 'up' ? Math.ceil(count / transform.divideBy) : Math.floor(count / transform.divideBy)
}

const perMonth: Record<string, { times: bigint; by: bigint }> = {
  month: { times: 1n, by: 1n },
  year: { times: 1n, by: 12n },
  week: { times: 52n, by: 12n },
  day: { times: 365n, by: 12n },
}
