import { divideHalfUp } from '@/lib/money'
import type { Catalogue, Question } from '@/lib/products/terms'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { type KnownDiscount, knownDiscount, type Share, standingOf, takeOff, totalOf } from './discounts'
import { itemAmount, perMonth } from './item-amount'
import type { RevenueNote } from './notes'
import { itemPrice } from './price'
import { isLess, per, type Ratio, ratio, times, zero } from './ratio'
import type { Subscription } from './subscription'
import type { DiscountTerms, ItemTerms } from './terms'

/** One item's way to its MRR, for "How is this computed?". Minor units of the subscription's currency, rounded for display. */
export interface ItemRevenue {
  id: string | null
  priceId: string | null
  productId: string | null
  quantity: number | null
  interval: string | null
  intervalCount: number
  /** Of one interval, before discounts; null when the item does not count. */
  perInterval: bigint | null
  /** A month of it, before and after discounts and tax. */
  monthly: bigint
  counted: bigint
  note: RevenueNote | null
}

export interface MonthlyRevenue {
  /** Minor units; 0 when the subscription does not count. */
  minor: bigint
  notes: RevenueNote[]
  items: ItemRevenue[]
  /** The item the plan is named after: the one with the largest share; null when there is none. */
  main: ItemTerms | null
  wanted: Question[]
}

/**
 * Monthly recurring revenue of one subscription, by the site's policy whose default is Stripe's rule (docs/money.md). Exact
 * until the one rounding at the end, half up. It looks at `now` only to see whether a discount has ended.
 */
export function monthlyRevenue(
  subscription: Subscription,
  catalogue: Catalogue,
  policy: MoneyPolicy['mrr'],
  now: Date,
): MonthlyRevenue {
  const notes = new Set<RevenueNote>()
  const ask = new Map<string, Question>()
  const want = (question: Question | null) => question && ask.set(`${question.object} ${question.id}`, question)
  const itself: Question = { object: 'subscription', id: subscription.id }

  const lines = subscription.items.map((item) => {
    const price = itemPrice(item, catalogue)
    const reading = itemAmount(item, price, subscription.currency)
    if (!reading.ok) {
      notes.add(reading.note)
      if (asksPrice.has(reading.note)) want(item.price ? { object: 'price', id: item.price } : itself)
    }
    const product = price?.product ?? item.product
    const name = product ? catalogue.product(product) : null
    if (product && !name?.name) want({ object: 'product', id: product })
    const before = reading.ok ? reading.amount.perMonth : zero
    const often = intervalsInAMonth(price?.interval ?? null, price?.interval_count ?? 1)
    const share: Share = { product, left: before, perMonth: often }
    return { item, price, reading, before, share }
  })
  if (subscription.itemsCut) {
    notes.add('items_cut')
    want({ object: 'items_of_subscription', id: subscription.id })
  }

  const counting = lines.filter(({ reading }) => reading.ok)
  const apply = (discounts: readonly DiscountTerms[], shares: Share[]) => {
    for (const discount of discounts.map((terms) => knownDiscount(terms, catalogue))) {
      const { counts, note } = standingOf(discount, policy, now)
      if (note) notes.add(note)
      if (note === 'coupon_unknown') want(discount.coupon ? { object: 'coupon', id: discount.coupon } : itself)
      if (!counts) continue
      if (!discount.limit_told) {
        notes.add('coupon_limit_unknown')
        want(askLimit(discount))
      }
      const refused = takeOff(discount, shares, subscription.currency)
      if (refused) notes.add(refused)
    }
  }
  // Stripe: the discounts of the items come off first, then those of the subscription.
  for (const { item, share } of counting) apply(item.discounts, [share])
  if (subscription.discountsOfCustomer && subscription.discounts.length > 0) notes.add('discount_of_customer')
  apply(
    subscription.discounts,
    counting.map(({ share }) => share),
  )
  if (policy.tax === 'excluded') {
    for (const { price, share } of counting.filter(({ price }) => price?.tax === 'inclusive')) {
      if (price && subscription.untaxed) share.left = times(share.left, subscription.untaxed)
      notes.add(subscription.untaxed ? 'tax_taken_out' : 'tax_unknown')
    }
  }

  const why = whyNotCounted(subscription, policy)
  if (why.note) notes.add(why.note)
  const whole = rounded(totalOf(counting.map(({ share }) => share)))
  const fits = whole < largest
  if (!fits) notes.add('too_large')
  return {
    minor: why.counts && fits ? whole : 0n,
    notes: [...notes].sort(),
    items: lines.map(({ item, price, reading, before, share }) => ({
      id: item.id,
      priceId: item.price,
      productId: share.product,
      quantity: item.quantity,
      interval: price?.interval ?? null,
      intervalCount: price?.interval_count ?? 1,
      perInterval: reading.ok ? rounded(reading.amount.perInterval) : null,
      monthly: rounded(before),
      counted: reading.ok ? rounded(share.left) : 0n,
      note: reading.ok ? null : reading.note,
    })),
    main: mainOf(lines),
    wanted: [...ask.values()],
  }
}

const asksPrice: ReadonlySet<RevenueNote> = new Set(['price_unknown', 'tiers_unknown', 'currency_unknown'])

const askLimit = (discount: KnownDiscount): Question | null =>
  discount.coupon ? { object: 'coupon', id: discount.coupon } : null

function intervalsInAMonth(interval: string | null, count: number): Ratio {
  const often = interval === null ? undefined : perMonth.get(interval)
  return often ? per(often, ratio(BigInt(Math.max(1, count)))) : zero
}

/** The rules of domain.md 9, 1 to 3. */
function whyNotCounted(
  { status, paysAlready, collectionPaused, ending }: Subscription,
  policy: MoneyPolicy['mrr'],
): { counts: boolean; note: RevenueNote | null } {
  const gift = status === 'trialing' && policy.trials_with_paid_invoice && paysAlready
  if (status === 'trialing' && !gift) return { counts: false, note: 'trial' }
  if (!gift && status !== 'active' && status !== 'past_due') return { counts: false, note: 'not_running' }
  if (collectionPaused && policy.paused_collection === 'leave_out') return { counts: false, note: 'paused' }
  if (ending && policy.cancel_at_period_end === 'leave_out') return { counts: false, note: 'ending' }
  return { counts: true, note: gift ? 'trial_counted' : null }
}

/** The largest MRR, before it was asked whether the subscription counts at all; the first one wins a tie. */
function mainOf(lines: readonly { item: ItemTerms; share: Share }[]): ItemTerms | null {
  const [first, ...others] = lines
  return (
    others.reduce((best, line) => (best && isLess(best.share.left, line.share.left) ? line : best), first)?.item ?? null
  )
}

const rounded = ({ over, under }: Ratio) => divideHalfUp(over, under)

/** Stripe's amounts have twelve digits; what no sum of millions could hold is no money (lib/facts: fitsColumn). */
const largest = 10n ** 15n
