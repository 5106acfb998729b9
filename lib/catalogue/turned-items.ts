import { asObject, count, idOf, type Json, listOf, objectOf, priceOf, subscriptionItems } from '@/lib/normalize/readers'

/** A subscription's items as they were; null when they did not change. Before 2016, and for one item until today, also as one plan. */
export function itemsBefore(object: Json, previous: Json): Json[] | null {
  const now = subscriptionItems(object)
  const items = listOf(previous.items)
  if (items.length > 0)
    return items.map((item) =>
      asItWas(
        now.find((each) => idOf(each) === idOf(item)),
        item,
      ),
    )
  const [only] = now
  if (!only || now.length > 1 || (asObject(previous.plan) === null && count(previous.quantity) === null)) return null
  const { price: _, ...holder } = only
  const base = asObject(only.plan) === null && asObject(previous.plan) === null ? only : holder
  const plan = termsAsTheyWere(objectOf(only.plan), objectOf(previous.plan))
  return [{ ...base, plan, quantity: previous.quantity ?? only.quantity }]
}

/**
 * What the previous attributes leave out of an item is as it is now. Where they name one of `price` and `plan`, the other
 * would still say today's amount, so it goes.
 */
function asItWas(now: Json | undefined, item: Json): Json {
  const named = (['price', 'plan'] as const).filter((name) => asObject(item[name]) !== null)
  if (named.length === 0) return { ...now, ...item }
  const { price: _, plan: __, ...holder } = { ...now }
  const terms = named.map((name) => [name, termsAsTheyWere(objectOf(now?.[name]), objectOf(item[name]))] as const)
  return { ...holder, ...item, ...Object.fromEntries(terms) }
}

/** A price or plan as it was. Its exact amount of today must not stand beside a former whole one: the exact one would win. */
function termsAsTheyWere(now: Json, was: Json): Json {
  const stale = amounts.flatMap(([whole, exact]) => (whole in was && !(exact in was) ? [exact] : []))
  const kept = Object.entries(now).filter(([name]) => !stale.some((each) => each === name))
  return { ...Object.fromEntries(kept), ...was }
}

const amounts = [
  ['unit_amount', 'unit_amount_decimal'],
  ['amount', 'amount_decimal'],
] as const

/**
 * True when the same products and seats are merely paid for at other intervals: $49 a month is not more than $490 a year,
 * nor less; it is another promise (docs/normalized-event.md). Products nobody names are taken for the same.
 */
export function rhythmAlone(before: readonly Json[], object: Json): boolean {
  const now = subscriptionItems(object)
  return same(before, now, bought) && !same(before, now, rhythm)
}

const same = (a: readonly Json[], b: readonly Json[], told: (item: Json) => string) =>
  a.map(told).sort().join() === b.map(told).sort().join()

const bought = (item: Json) => `${priceOf(item).productId} ${count(item.quantity) ?? 1}`

const rhythm = (item: Json) => {
  const { productId, interval, intervalCount } = priceOf(item)
  return `${productId} ${interval} ${intervalCount}`
}
