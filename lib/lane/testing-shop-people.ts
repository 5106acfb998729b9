/** What the people of a shop must look like: plain sums over plain objects, sharing nothing with the lane they judge. */

/** Minor units per month, worked out by hand; a part of a cent stays one until everything is added up. */
export const prices = {
  price_month: { product: 'prod_a', currency: 'usd', amount: 1_000, interval: 'month', monthly: 1_000 },
  price_year: { product: 'prod_b', currency: 'usd', amount: 60_000, interval: 'year', monthly: 5_000 },
  price_week: { product: 'prod_a', currency: 'usd', amount: 1_000, interval: 'week', monthly: (1_000 * 52) / 12 },
} as const
export type PriceId = keyof typeof prices

export interface Sub {
  id: string
  customer: string
  price: PriceId
  quantity: number
  status: string
  started: number
}

export interface Payment {
  id: string
  customer: string
  amount: number
  currency: string
  refunded: number
}

/** What is known of a shop: customers who count, what they are called, what they paid for. */
export interface Shop {
  met: Set<string>
  people: Map<string, { email: string; name: string | null; at: number }>
  paid: Payment[]
  subs: Sub[]
  titles: Map<string, string>
}

export interface ShopPerson {
  name: string | null
  ltv: Record<string, string>
  mrr: Record<string, string>
  plan: string | null
  status: string | null
  products: string[]
}

/** The people by address, summed from what is known of them. */
export function peopleIn({ met, people, paid, subs, titles }: Shop): Record<string, ShopPerson> {
  const found: Record<string, ShopPerson> = {}
  for (const email of new Set([...met].flatMap((id) => people.get(id)?.email ?? []))) {
    const own = [...met].filter((id) => people.get(id)?.email === email)
    const named = own.map((id) => ({ id, ...people.get(id) })).filter((one) => one.name)
    const mine = subs.filter((one) => own.includes(one.customer))
    const best = bestOf(mine)
    found[email] = {
      name: named.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1))[0]?.name ?? null,
      ltv: total(
        paid.filter((one) => own.includes(one.customer)).map((one) => [one.currency, one.amount - one.refunded]),
      ),
      mrr: total(
        mine.map((one) => [prices[one.price].currency, monthlyOf(one)]),
        true,
      ),
      plan: best ? (titles.get(prices[best.price].product) ?? best.price) : null,
      status: statusOf(mine),
      products: [...new Set(mine.filter(isLive).map((one) => prices[one.price].product))].sort(),
    }
  }
  return found
}

const monthlyOf = (sub: Sub) =>
  sub.status === 'active' || sub.status === 'past_due' ? prices[sub.price].monthly * sub.quantity : 0

const isLive = ({ status }: Sub) => ['active', 'past_due', 'trialing'].includes(status)

/** The live one worth most a month, the newest of equals; else the newest that is over or was never live. */
function bestOf(subs: Sub[]): Sub | undefined {
  const order = (a: Sub, b: Sub) =>
    Number(isLive(b)) - Number(isLive(a)) ||
    monthlyOf(b) - monthlyOf(a) ||
    b.started - a.started ||
    (a.id < b.id ? 1 : -1)
  return [...subs].sort(order)[0]
}

function statusOf(subs: Sub[]): string | null {
  const order = ['active', 'trialing', 'past_due', 'paused', 'unpaid', 'canceled']
  return order.find((status) => subs.some((sub) => sub.status === status)) ?? null
}

function total(amounts: [string, number][], onlyPositive = false): Record<string, string> {
  const sums = new Map<string, number>()
  for (const [currency, amount] of amounts) {
    if (!onlyPositive || amount > 0) sums.set(currency.toUpperCase(), (sums.get(currency.toUpperCase()) ?? 0) + amount)
  }
  return Object.fromEntries([...sums].sort().map(([currency, amount]) => [currency, String(Math.round(amount))]))
}
