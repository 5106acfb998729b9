import { moneyFormat, toDecimal } from '@/lib/money'
import type { SubscriptionRevenue } from '@/lib/revenue/queries'
import { isolated } from '@/lib/text/isolated'

type Terms = Pick<SubscriptionRevenue, 'plan' | 'currency'> & {
  items: readonly Pick<
    SubscriptionRevenue['items'][number],
    'priceId' | 'productName' | 'interval' | 'intervalCount' | 'perInterval'
  >[]
}

/**
 * A person's plan as one says it: "Pro, yearly". While nobody has told its name, what it costs stands for it, "$290.00 a year":
 * an id says nothing to the people who read this. Null without a plan.
 */
export function planWords(plan: string | null, subscriptions: readonly Terms[], code = false): string | null {
  if (plan === null) return null
  const its = subscriptions.find((one) => one.plan === plan)
  const item = its?.items.find(({ productName, priceId }) => productName === plan || priceId === plan) ?? its?.items[0]
  if (!isId(plan) && item?.priceId !== plan) {
    const often = item?.interval && oftenWords(item.interval, item.intervalCount)
    return often ? `${isolated(plan)}, ${often}` : isolated(plan)
  }
  if (!its?.currency || !item?.interval || item.perInterval === null) return 'Not named yet'
  const amount = moneyFormat(code)(toDecimal(item.perInterval, its.currency), its.currency)
  return `${amount} ${item.intervalCount === 1 ? 'a' : `every ${item.intervalCount}`} ${item.interval}${item.intervalCount === 1 ? '' : 's'}`
}

/** Stripe's ids, which stand for a plan until its product has a name. */
export const isId = (plan: string) => /^(price|plan|prod)_/.test(plan)

function oftenWords(interval: string, count: number): string | null {
  if (count !== 1) return `every ${count} ${interval}s`
  return { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' }[interval] ?? null
}
