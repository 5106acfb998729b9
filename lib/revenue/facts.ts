import { itemsBefore } from '@/lib/catalogue/turned-items'
import { changedFrom } from '@/lib/facts/chain'
import type { FactValue, MadeFact } from '@/lib/facts/fact'
import type { Telling } from '@/lib/lane/entry'
import {
  asObject,
  count,
  idOf,
  invoiceSubscription,
  isPaid,
  type Json,
  listOf,
  minor,
  type ReadSubscription,
  readSubscription,
} from '@/lib/normalize/readers'
import { subscriptionItems } from '@/lib/normalize/readers/lines'
import { itemPriceTerms } from '@/lib/products/read'
import { customerKey } from '@/lib/subscribers/party'
import { discountsIn, readDiscountTerms } from './read-discounts'
import type { DiscountTerms, ItemTerms, SubscriptionTerms } from './terms'

/**
 * What an object says about plan and MRR. Aspects on the subscription: `state` (its terms, never a computed number: the
 * figure follows the site's policy and the catalogue of the day it is folded), `items` (all of them, where an event's list was
 * cut and Stripe was asked), `discount` (one change of one discount),
 * `paid_invoice` {total, total_excluding_tax}; on a customer: `discount`, which its subscriptions inherit.
 */
export function revenueFacts({
  object,
  previous,
  type,
  entry,
}: Pick<Telling, 'object' | 'previous' | 'type' | 'entry'>): MadeFact[] {
  switch (object.object) {
    case 'subscription':
      return subscriptionFacts(object, previous, type, entry.connectionId)
    case 'discount':
      return discountFacts(object, type)
    case 'customer':
      return customerDiscountFacts(object, previous)
    case 'invoice':
      return invoiceFacts(object)
    case 'list':
      return itemFacts(object)
    default:
      return []
  }
}

/** What a figure made of this fact rests on: products, prices, coupons, the customer. */
export function restsOnOf({ value }: MadeFact): string[] {
  const ids = Array.isArray(value.rests_on) ? value.rests_on : [value.coupon]
  return ids.filter((id) => typeof id === 'string')
}

function subscriptionFacts(object: Json, previous: Json, type: string, connectionId: string): MadeFact[] {
  const read = readSubscription(object)
  if (!read.id || !read.status) return []
  const terms = termsOf(object, read, read.status, connectionId)
  const from = termsBefore(object, previous, terms, connectionId)
  return [
    { objectId: read.id, aspect: 'state', rank: stateRank(type, terms), value: from ? { ...terms, from } : terms },
    ...expandedDiscounts(object, read.id),
  ]
}

/** The terms that a change changed, as they were: within one second they tell what came after what (lib/facts/chain). */
function termsBefore(object: Json, previous: Json, now: SubscriptionTerms, connectionId: string): FactValue | null {
  if (Object.keys(previous).length === 0) return null
  const items = itemsBefore(object, previous)
  const before = { ...object, ...previous, items: items ? { ...asObject(object.items), data: items } : object.items }
  const read = readSubscription(before)
  return changedFrom(now, termsOf(before, read, read.status ?? now.status, connectionId))
}

function termsOf(object: Json, read: ReadSubscription, status: string, connectionId: string): SubscriptionTerms {
  const terms = {
    status,
    currency: read.currency,
    items: subscriptionItems(object).map((item, nth) =>
      itemTerms(item, read.items[nth]?.quantity ?? null, item === object),
    ),
    items_cut: !read.complete,
    discounts: discountsIn(object),
    collection_paused: read.collectionPaused,
    cancel_at_period_end: read.cancelAtPeriodEnd === true,
    cancel_at: iso(read.cancelAt),
    canceled_at: iso(read.canceledAt),
    trial_end: iso(read.trialEnd),
    current_period_end: iso(read.currentPeriodEnd),
    started_at: iso(read.startedAt ?? read.created),
    party: read.customerId ? customerKey(connectionId, read.customerId) : null,
    customer: read.customerId,
  }
  return { ...terms, rests_on: restsOn(terms) }
}

/** The answer to the question for all items of a subscription. */
function itemFacts(list: Json): MadeFact[] {
  const items = listOf(list).filter((item) => item.object === 'subscription_item')
  const id = idOf(items[0]?.subscription)
  if (!id || list.has_more === true) return []
  const terms = items.map((item) => {
    const price = itemPriceTerms(item)
    return itemTerms(item, price.usage === 'metered' ? null : (count(item.quantity) ?? 1), false)
  })
  const rests_on = restsOn({ items: terms, discounts: [], customer: null })
  return [{ objectId: id, aspect: 'items', rank: 0, value: { items: terms, rests_on } }]
}

/** In 2015 a subscription was its own only item; its discounts are not the item's then. */
const itemTerms = (item: Json, quantity: number | null, isWhole: boolean): ItemTerms => ({
  ...itemPriceTerms(item),
  id: isWhole ? null : idOf(item),
  quantity,
  discounts: isWhole ? [] : discountsIn(item),
})

function restsOn({
  items,
  discounts,
  customer,
}: Pick<SubscriptionTerms, 'items' | 'discounts' | 'customer'>): string[] {
  const coupons = [...discounts, ...items.flatMap((item) => item.discounts)].map((discount) => discount.coupon)
  const ids = [...items.flatMap((item) => [item.price, item.product]), ...coupons, customer]
  return [...new Set(ids.filter((id) => id !== null))].sort()
}

/** Discounts a payload shows in full say what later payloads only name. Those of classic versions are always in full. */
function expandedDiscounts(object: Json, subscriptionId: string): MadeFact[] {
  const of = (holder: Json, item: string | null) =>
    (Array.isArray(holder.discounts) ? holder.discounts : []).flatMap((one) => {
      const given = asObject(one)
      const terms = given && readDiscountTerms(given)
      if (!terms?.id || !terms.coupon) return []
      return [discountFact(subscriptionId, terms, { deleted: false, item, rank: 0 })]
    })
  return [...of(object, null), ...listOf(object.items).flatMap((item) => of(item, idOf(item)))]
}

function discountFacts(object: Json, type: string): MadeFact[] {
  // One of a single invoice or invoice item is gone with it.
  if (object.invoice || object.invoice_item) return []
  const target = idOf(object.subscription) ?? idOf(object.customer)
  if (!target) return []
  const deleted = type === 'customer.discount.deleted'
  const rank = deleted ? 2 : type === 'customer.discount.created' ? 0 : 1
  return [discountFact(target, readDiscountTerms(object), { deleted, item: idOf(object.subscription_item), rank })]
}

/**
 * A customer shows the discount it has, or that it has none: an explicit null is a fact, an absent field is not. Within one
 * second an event about a discount itself says more than that, unless the null is what the customer changed to.
 */
function customerDiscountFacts(object: Json, previous: Json): MadeFact[] {
  const id = idOf(object)
  const [discount, former] = [customersOwn(object), customersOwn(previous)]
  if (!id || discount === undefined) return []
  const terms = readDiscountTerms(discount ?? former ?? {})
  const rank = discount ? 0 : former ? 2 : -1
  return [discountFact(id, terms, { deleted: !discount, item: null, rank })]
}

/** The discount of a customer itself, not of one of its subscriptions; null = none, undefined = not said. */
function customersOwn(holder: Json): Json | null | undefined {
  const { discount, discounts } = holder
  const several = Array.isArray(discounts) ? discounts : null
  const given = asObject(discount) ?? asObject(several?.[0])
  if (given) return idOf(given.subscription) ? undefined : given
  return discount === null || several?.length === 0 ? null : undefined
}

function discountFact(
  objectId: string,
  terms: DiscountTerms,
  { rank, ...more }: { deleted: boolean; item: string | null; rank: number },
): MadeFact {
  return { objectId, aspect: 'discount', rank, value: { ...terms, ...more } }
}

/** Only invoices with money in them: those of a free trial say nothing about what is paid. */
function invoiceFacts(object: Json): MadeFact[] {
  const subscription = invoiceSubscription(object)
  const paid = minor(object.amount_paid) ?? minor(object.total) ?? 0n
  if (!subscription || !isPaid(object) || paid <= 0n) return []
  const amount = (value: unknown) => minor(value)?.toString() ?? null
  const value = {
    total: amount(object.total),
    total_excluding_tax: amount(object.total_excluding_tax) ?? untaxed(object),
  }
  return [{ objectId: subscription, aspect: 'paid_invoice', rank: 0, value }]
}

/** Before 2022 an invoice named its tax only; `tax` went away in basil, where total_excluding_tax stands. */
function untaxed(object: Json): string | null {
  const [total, tax] = [minor(object.total), minor(object.tax)]
  return total === null || tax === null ? null : String(total - tax)
}

/**
 * Within one second: an ended subscription stays ended, created comes before updated, and of two updates the later stage of
 * its life wins (running after incomplete, set to end after running), because a story rarely goes back within a second.
 */
function stateRank(type: string, { status, cancel_at, cancel_at_period_end }: SubscriptionTerms): number {
  const ending = cancel_at !== null || cancel_at_period_end ? 1 : 0
  const stage = Math.max(0, stages.indexOf(status)) * 2 + ending
  if (type === 'customer.subscription.deleted' || status === 'canceled' || status === 'incomplete_expired')
    return 60 + stage
  if (type === 'customer.subscription.created') return stage
  return (type === 'customer.subscription.updated' ? 20 : 40) + stage
}

/** Twice its place and one stay below 20, so that the stage never outweighs the type; an answer stands 100 below all of it. */
const stages = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused']

const iso = (date: Date | null) => date?.toISOString() ?? null
