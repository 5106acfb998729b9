import { roundPicos } from '@/lib/money'
import { at, count, currencyOf, type Json, listOf, minor, objectOf, text } from './json'
import { priceOf, type ReadPrice } from './price'

/** One line of what was bought: an invoice line, a subscription item, a line of a checkout session or quote. */
export interface Line {
  description: string | null
  quantity: number | null
  /** Minor units. */
  amount: bigint | null
  currency: string | null
  price: ReadPrice
}

/** Invoice lines, in every shape: a list, an array, or the three kinds of 2012. */
export function invoiceLines(invoice: Json): Line[] {
  const lines = listOf(invoice.lines)
  return (lines.length > 0 ? lines : linesOf2012(invoice.lines)).map((line) =>
    lineOf(line, minor(line.amount), invoice.currency),
  )
}

function linesOf2012(lines: unknown): Json[] {
  const kinds = objectOf(lines)
  return [...listOf(kinds.subscriptions), ...listOf(kinds.invoiceitems), ...listOf(kinds.prorations)]
}

/**
 * Line items of a session, quote or credit note. Events carry those of a session and quote only when expanded; before
 * 2020-08-27 a session had `display_items` instead.
 */
export function boughtLines(object: Json): Line[] {
  const lines = [object.line_items, object.lines, at(object, 'computed', 'upfront', 'line_items')].map(listOf)
  const bought = lines.find((list) => list.length > 0)
  if (!bought) return listOf(object.display_items).map(displayed)
  return bought.map((line) => lineOf(line, minor(line.amount_total) ?? minor(line.amount), object.currency))
}

/** A display item says the price of one, and its name one level down. */
function displayed(item: Json): Line {
  const line = lineOf(item, null, null)
  const [unit, quantity] = [minor(item.amount), count(item.quantity)]
  return {
    ...line,
    description: line.description ?? text(at(item, 'custom', 'name')),
    amount: unit === null || quantity === null ? null : unit * BigInt(quantity),
  }
}

/** An InvoiceItem is a line by itself. */
export function ownLine(item: Json): Line[] {
  return [lineOf(item, minor(item.amount), null)]
}

/** Subscription items; before 2016 a subscription had one plan and quantity of its own instead. */
export function subscriptionLines(subscription: Json): Line[] {
  return subscriptionItems(subscription).map((item) => {
    const price = priceOf(item)
    const picos = itemPicos(item, price)
    const known = itemQuantity(item, price) !== null
    return {
      description: text(item.description),
      quantity: count(item.quantity),
      amount: picos === null || !known ? null : roundPicos(picos),
      currency: price.currency ?? currencyOf(subscription.currency),
      price,
    }
  })
}

export function subscriptionItems(subscription: Json): Json[] {
  const items = listOf(subscription.items)
  if (items.length > 0) return items
  return subscription.plan || subscription.price ? [subscription] : []
}

/** True when the payload holds every item: Stripe cuts long lists. */
export function hasAllItems(subscription: Json): boolean {
  return at(subscription, 'items', 'has_more') !== true
}

/**
 * What an item costs per interval, in picos; null when it has no unit amount. Usage that is metered afterwards is not
 * in the payload and adds nothing.
 */
export function itemPicos(item: Json, price: ReadPrice): bigint | null {
  if (price.unitPicos === null) return null
  const quantity = itemQuantity(item, price)
  return quantity === null ? 0n : price.unitPicos * packages(quantity, price.transform)
}

/** How many units: 1 where Stripe leaves a licensed quantity out, null for metered usage. */
function itemQuantity(item: Json, price: ReadPrice): bigint | null {
  const quantity = count(item.quantity)
  if (quantity !== null) return BigInt(quantity)
  return price.usageType === 'metered' ? null : 1n
}

/** Package pricing charges per started (or full) package. */
function packages(quantity: bigint, transform: ReadPrice['transform']): bigint {
  if (!transform) return quantity
  const size = BigInt(transform.divideBy)
  return transform.round === 'up' ? (quantity + size - 1n) / size : quantity / size
}

/** A line's own currency may differ from its invoice's; where it names none (credit notes), it is that of the whole. */
function lineOf(line: Json, amount: bigint | null, currencyOfAll: unknown): Line {
  const price = priceOf(line)
  return {
    description: text(line.description),
    quantity: count(line.quantity),
    amount,
    currency: currencyOf(line.currency) ?? price.currency ?? currencyOf(currencyOfAll),
    price,
  }
}

/** The line that names the plan: the one with the largest amount, the first of equals. */
export function mainLine(lines: Line[]): Line | null {
  let main: Line | null = null
  for (const line of lines) if (main === null || amountOf(line) > amountOf(main)) main = line
  return main
}

function amountOf(line: Line): bigint {
  return line.amount ?? lowest
}

const lowest = -(1n << 127n)
