import { divideHalfUp } from '@/lib/money'
import type { Catalogue, Question } from '@/lib/products/terms'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { knownDiscount, type Share, standingOf, takeOff, totalOf } from './discounts'
import { Findings } from './findings'
import { type Line, lineOf } from './line'
import type { RevenueNote } from './notes'
import { isLess, type Ratio, times, zero } from './ratio'
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
  /** Minor units, rounded for display; 0 when the subscription does not count. */
  minor: bigint
  /** The same exactly: subscriptions are added up first and rounded once. */
  exact: Ratio
  notes: RevenueNote[]
  items: ItemRevenue[]
  /** The item the plan is named after: the one with the largest share; null when there is none. */
  main: ItemTerms | null
  wanted: Question[]
}

/**
 * Monthly recurring revenue of one subscription, by the site's policy whose default is Stripe's rule (docs/money.md). Exact
 * until the one rounding at the end, half up, which is that of the person's sum. It looks at `now` only to see whether a discount has ended.
 */
export function monthlyRevenue(
  subscription: Subscription,
  catalogue: Catalogue,
  policy: MoneyPolicy['mrr'],
  now: Date,
): MonthlyRevenue {
  const findings = new Findings()
  const lines = subscription.items.map((item) => lineOf(item, subscription, catalogue, findings))
  if (subscription.itemsCut) {
    findings.note('items_cut')
    findings.ask('items_of_subscription', subscription.id)
  }
  const counting = lines.filter(({ reading }) => reading.ok)
  takeOffDiscounts({ subscription, counting, catalogue, policy, now, findings })
  if (policy.tax === 'excluded') takeOutTax(subscription, counting, findings)

  const why = whyNotCounted(subscription, policy)
  findings.note(why.note)
  const total = totalOf(counting.map(({ share }) => share))
  const fits = rounded(total) < largest
  if (!fits) findings.note('too_large')
  const exact = why.counts && fits ? total : zero
  return {
    minor: rounded(exact),
    exact,
    notes: findings.notes,
    items: lines.map(itemRevenue),
    main: mainOf(lines),
    wanted: findings.wanted,
  }
}

interface Discounted {
  subscription: Subscription
  counting: readonly Line[]
  catalogue: Catalogue
  policy: MoneyPolicy['mrr']
  now: Date
  findings: Findings
}

/** Stripe: the discounts of the items come off first, then those of the subscription. */
function takeOffDiscounts({ subscription, counting, catalogue, policy, now, findings }: Discounted) {
  const apply = (terms: DiscountTerms, shares: Share[]) => {
    const discount = knownDiscount(terms, catalogue)
    const { counts, note } = standingOf(discount, policy, now)
    findings.note(note)
    if (note === 'coupon_unknown')
      findings.ask(discount.coupon ? 'coupon' : 'subscription', discount.coupon ?? subscription.id)
    if (!counts) return
    if (!discount.limit_told) {
      findings.note('coupon_limit_unknown')
      if (discount.coupon) findings.ask('coupon', discount.coupon)
    }
    const outcome = takeOff(discount, shares, subscription.currency)
    // Only an answer tells what a coupon takes off in other currencies.
    if (outcome === 'discount_other_currency' && !discount.amounts && discount.coupon)
      findings.ask('coupon', discount.coupon)
    findings.note(outcome)
  }
  for (const { item, share } of counting) for (const discount of item.discounts) apply(discount, [share])
  if (subscription.discountsOfCustomer && subscription.discounts.length > 0) findings.note('discount_of_customer')
  const shares = counting.map(({ share }) => share)
  for (const discount of subscription.discounts) apply(discount, shares)
}

function takeOutTax({ untaxed }: Subscription, counting: readonly Line[], findings: Findings) {
  for (const { price, share } of counting) {
    if (price?.tax !== 'inclusive') continue
    if (untaxed) share.left = times(share.left, untaxed)
    findings.note(untaxed ? 'tax_taken_out' : 'tax_unknown')
  }
}

/** Which subscriptions count at all: the first three rules of docs/money.md. */
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

const itemRevenue = ({ item, price, reading, before, share }: Line): ItemRevenue => ({
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
})

/** The largest share, before it was asked whether the subscription counts at all; the first one wins a tie. */
function mainOf([first, ...others]: readonly Line[]): ItemTerms | null {
  const largestOf = (best: Line | undefined, line: Line) =>
    best && isLess(best.share.left, line.share.left) ? line : best
  return others.reduce(largestOf, first)?.item ?? null
}

const rounded = ({ over, under }: Ratio) => divideHalfUp(over, under)

/** Stripe's amounts have twelve digits; what no sum of millions could hold is no money (lib/facts: fitsColumn). */
const largest = 10n ** 15n
