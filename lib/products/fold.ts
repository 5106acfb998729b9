import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type About, type Fact, newest, textIn } from '@/lib/facts/fact'
import type { FactSet } from '@/lib/facts/fact-set'
import { type Catalogue, couponTermsSchema, type KnownCoupon, type PriceTerms, priceTermsSchema } from './terms'

/** The catalogue of one connection and mode, read from the facts at hand. */
export function catalogueOf(set: FactSet, at: Omit<About, 'objectId'>): Catalogue {
  const factsOf = (id: string) => set.of({ ...at, objectId: id })
  return {
    product: (id) => foldProduct(factsOf(id)),
    price: (id) => foldPrice(factsOf(id)),
    coupon: (id) => foldCoupon(factsOf(id)),
  }
}

export interface ProductRow {
  teamId: TeamId
  connectionId: string
  productId: string
  siteId: SiteId
  livemode: boolean
  name: string | null
  isDeleted: boolean
}

/** What `products` holds: for pickers and sentences. Null when no fact tells of such a product. */
export function foldProductRow(facts: readonly Fact[]): ProductRow | null {
  const told = newestOf(facts, 'product')
  const product = told && foldProduct(facts)
  if (!told || !product) return null
  const { teamId, connectionId, objectId, siteId, livemode } = told
  return { teamId, connectionId, productId: objectId, siteId, livemode, ...product }
}

/** The newest name there is: a deletion may come without one. */
function foldProduct(facts: readonly Fact[]) {
  const told = newestOf(facts, 'product')
  if (!told) return null
  const named = newest(facts.filter((f) => f.aspect === 'product' && textIn(f, 'name') !== null))
  return { name: named && textIn(named, 'name'), isDeleted: told.value.deleted === true }
}

function foldPrice(facts: readonly Fact[]): PriceTerms | null {
  const told = priceTermsSchema.safeParse(newestOf(facts, 'price')?.value)
  if (!told.success) return null
  const tiers = tiersSchema.safeParse(newestOf(facts, 'tiers')?.value)
  return tiers.success ? { ...told.data, ...tiers.data } : told.data
}

const tiersSchema = priceTermsSchema.pick({ tiers: true, tiers_mode: true, options: true })

function foldCoupon(facts: readonly Fact[]): KnownCoupon | null {
  const told = couponTermsSchema.safeParse(newestOf(facts, 'coupon')?.value)
  if (!told.success) return null
  const limit = limitSchema.safeParse(newestOf(facts, 'coupon_limit')?.value)
  const amounts = amountsSchema.safeParse(newestOf(facts, 'coupon_amounts')?.value)
  return {
    ...told.data,
    products: limit.success ? limit.data.products : null,
    limit_told: limit.success,
    amounts: amounts.success ? amounts.data.amounts : null,
  }
}

const limitSchema = z.object({ products: z.array(z.string()).nullable() })

const amountsSchema = z.object({ amounts: z.record(z.string(), z.string()) })

const newestOf = (facts: readonly Fact[], aspect: string) => newest(facts.filter((f) => f.aspect === aspect))
