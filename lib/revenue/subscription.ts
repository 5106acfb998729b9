import { type Fact, newest } from '@/lib/facts/fact'
import { one, type Ratio, ratio, smaller } from './ratio'
import {
  allItemsSchema,
  type DiscountTerms,
  discountFactSchema,
  type ItemTerms,
  paidInvoiceSchema,
  type SubscriptionTerms,
} from './terms'

/** A subscription as its facts tell it, ready to be counted. */
export interface Subscription {
  id: string
  status: string
  currency: string | null
  items: ItemTerms[]
  itemsCut: boolean
  /** Its own, or else its customer's. */
  discounts: DiscountTerms[]
  discountsOfCustomer: boolean
  collectionPaused: boolean
  /** Canceled at the end of its period or on a day to come. */
  ending: boolean
  /** An invoice with money in it was paid. */
  paysAlready: boolean
  /** How much of a tax-inclusive amount is no tax, by the latest paid invoice. */
  untaxed: Ratio | null
}

/** Puts together the newest state, the changes of discounts since, and what its invoices say. */
export function subscriptionFrom(
  id: string,
  terms: SubscriptionTerms,
  state: Fact,
  facts: readonly Fact[],
  customerFacts: readonly Fact[],
): Subscription {
  const told = toldDiscounts(facts)
  const { items: listed, cut } = allItems(terms, state, facts)
  const items = listed.map((item) => ({
    ...item,
    discounts: standing(item.discounts, told, state, (one) => item.id !== null && one.item === item.id),
  }))
  const own = standing(terms.discounts, told, state, (one) => one.item === null)
  const inherited = own.length > 0 ? [] : customersDiscount(customerFacts)
  const invoices = facts.filter((fact) => fact.aspect === 'paid_invoice')
  const invoice = paidInvoiceSchema.safeParse(newest(invoices)?.value)
  return {
    id,
    status: terms.status,
    currency: terms.currency,
    items,
    itemsCut: cut,
    discounts: own.length > 0 ? own : inherited,
    discountsOfCustomer: own.length === 0,
    collectionPaused: terms.collection_paused,
    ending: terms.cancel_at_period_end || terms.cancel_at !== null,
    paysAlready: invoices.length > 0,
    untaxed: invoice.success ? untaxedPart(invoice.data.total, invoice.data.total_excluding_tax) : null,
  }
}

/**
 * All items of a subscription whose list was cut: what Stripe said when it was asked, with those the event shows as it shows
 * them. Asked before the event, the list may have changed since.
 */
function allItems(terms: SubscriptionTerms, state: Fact, facts: readonly Fact[]): { items: ItemTerms[]; cut: boolean } {
  const told = terms.items_cut ? newest(facts.filter((fact) => fact.aspect === 'items')) : null
  const all = allItemsSchema.safeParse(told?.value)
  if (!told || !all.success) return { items: terms.items, cut: terms.items_cut }
  const shown = new Set(terms.items.map((item) => item.id))
  const others = all.data.items.filter((item) => !shown.has(item.id))
  return { items: [...terms.items, ...others], cut: Date.parse(told.at) < Date.parse(state.at) }
}

interface ToldDiscount extends DiscountTerms {
  deleted: boolean
  item: string | null
  at: number
}

/** The newest word on each discount. Older ones had no id of their own, so their coupon stands for it. */
function toldDiscounts(facts: readonly Fact[]): ToldDiscount[] {
  const newestOf = new Map<string, Fact[]>()
  for (const fact of facts.filter(({ aspect }) => aspect === 'discount')) {
    const key = String(fact.value.id ?? fact.value.coupon)
    newestOf.set(key, [...(newestOf.get(key) ?? []), fact])
  }
  return [...newestOf.values()].flatMap((several) => {
    const last = newest(several)
    const read = discountFactSchema.safeParse(last?.value)
    return last && read.success ? [{ ...read.data, at: Date.parse(last.at) }] : []
  })
}

/**
 * The discounts in force: those the state names, without the deleted, with the terms other events told; and those given
 * since. Within one second the state wins, since it shows them all; only a deletion of that very discount is final.
 */
function standing(
  named: readonly DiscountTerms[],
  told: readonly ToldDiscount[],
  state: Fact,
  isHere: (discount: ToldDiscount) => boolean,
): DiscountTerms[] {
  const at = Date.parse(state.at)
  const kept = named.flatMap((discount) => {
    const word = told.find((one) => isSame(one, discount))
    if (word?.deleted && (discount.id !== null || word.at >= at)) return []
    return [word && !word.deleted && discount.coupon === null ? { ...discount, ...termsOf(word) } : discount]
  })
  const since = told.filter((one) => !one.deleted && one.at > at && isHere(one) && !named.some((d) => isSame(one, d)))
  return [...kept, ...since.map(termsOf)]
}

const isSame = (a: DiscountTerms, b: DiscountTerms) => (b.id !== null ? a.id === b.id : a.coupon === b.coupon)

/** A customer has one discount at most. */
function customersDiscount(facts: readonly Fact[]): DiscountTerms[] {
  const read = discountFactSchema.safeParse(newest(facts.filter(({ aspect }) => aspect === 'discount'))?.value)
  return read.success && !read.data.deleted ? [termsOf(read.data)] : []
}

function termsOf({
  deleted: _deleted,
  item: _item,
  ...terms
}: DiscountTerms & { deleted: boolean; item: string | null; at?: number }) {
  const { at: _at, ...discount } = terms
  return discount
}

/** How much of a tax-inclusive invoice is no tax; null when it does not say. Never more than the whole. */
function untaxedPart(total: string | null, excludingTax: string | null): Ratio | null {
  if (total === null || excludingTax === null || BigInt(total) <= 0n || BigInt(excludingTax) < 0n) return null
  return smaller(ratio(BigInt(excludingTax), BigInt(total)), one)
}
