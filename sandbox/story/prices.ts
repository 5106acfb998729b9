import { exponent } from './money'
import { type Interval, newPrice, newProduct, type Price, type Product } from './objects/price'
import { find, type World } from './world'

/** Adds a product without telling anyone: it was there before the story begins. */
export function addProduct(world: World, name: string): Product {
  const product = newProduct(world, name)
  world.rows.products[product.id] = product
  return product
}

export function addPrice(
  world: World,
  product: Product,
  about: { amount: number; interval: Interval; nickname?: string | null; currency?: string },
): Price {
  const price = newPrice(world, product, {
    amount: about.amount,
    currency: about.currency ?? world.currency,
    interval: about.interval,
    nickname: about.nickname ?? null,
  })
  world.rows.prices[price.id] = price
  product.default_price ??= price.id
  return price
}

/**
 * The shop every sandbox account has: Starter, Pro and Team. Only one price has a nickname, so a reader of the
 * payloads must ask the API for the product's name, as with real accounts.
 */
export function stockShelves(world: World): void {
  const whole = exponent(world.currency) === 0 ? 100 : 10 ** exponent(world.currency)
  const starter = addProduct(world, 'Starter')
  addPrice(world, starter, { amount: 9 * whole, interval: 'month' })
  const pro = addProduct(world, 'Pro')
  addPrice(world, pro, { amount: 29 * whole, interval: 'month', nickname: 'Pro monthly' })
  addPrice(world, pro, { amount: 290 * whole, interval: 'year' })
  const team = addProduct(world, 'Team')
  addPrice(world, team, { amount: 99 * whole, interval: 'month' })
}

/** "Pro, yearly": what a person calls a price. */
export function priceLabel(world: World, price: Price): string {
  const words: Record<string, string> = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' }
  return `${find(world, 'products', price.product).name} ${words[price.recurring.interval] ?? price.recurring.interval}`
}

/** The price of a product name and interval, if the shop has it. */
export function priceNamed(world: World, product: string, interval: string): Price | undefined {
  const label = (price: Price) => find(world, 'products', price.product).name.toLowerCase()
  return Object.values(world.rows.prices).find(
    (price) => label(price) === product.toLowerCase() && price.recurring.interval === interval,
  )
}
