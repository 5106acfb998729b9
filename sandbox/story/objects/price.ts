import { newId, type World } from '../world'

export type Product = ReturnType<typeof newProduct>
export type Price = ReturnType<typeof newPrice>
export type Interval = 'day' | 'week' | 'month' | 'year'

export function newProduct(world: World, name: string) {
  return {
    id: newId(world, 'prod'),
    object: 'product',
    active: true as boolean,
    created: world.now(),
    default_price: null as string | null,
    description: null,
    images: [],
    livemode: world.livemode,
    marketing_features: [],
    metadata: {},
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    type: 'service',
    unit_label: null,
    updated: world.now(),
    url: null,
  }
}

/** `amount` in minor units per interval. A price without a nickname has its plan name on the product only. */
export function newPrice(
  world: World,
  product: Product,
  about: { amount: number; currency: string; interval: Interval; nickname: string | null },
) {
  return {
    id: newId(world, 'price'),
    object: 'price',
    active: true as boolean,
    billing_scheme: 'per_unit',
    created: world.now(),
    currency: about.currency,
    custom_unit_amount: null,
    livemode: world.livemode,
    lookup_key: null,
    metadata: {},
    nickname: about.nickname,
    product: product.id,
    recurring: {
      aggregate_usage: null,
      interval: about.interval as string,
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: about.amount,
    unit_amount_decimal: String(about.amount),
  }
}

/** The legacy twin of a price that subscription items and classic invoice lines still carry. */
export function planOf(price: Price) {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    aggregate_usage: null,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring.interval,
    interval_count: price.recurring.interval_count,
    livemode: price.livemode,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}
