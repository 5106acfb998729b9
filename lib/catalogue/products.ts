import { defineEvent, off, type Shape, type Touch } from './define'
import { plan, price, product } from './examples'
import { shapes } from './shapes'

const coupon = {
  object: 'coupon',
  id: 'WELCOME20',
  duration: 'forever',
  metadata: {},
  percent_off: 20,
  valid: true,
}

/**
 * The merchant's own catalogue. No person is behind these. Products, prices, plans and coupons are on because plan names
 * and recurring revenue are read from them; the rest changes nothing here.
 */
export const products = [
  own('product.created', 'Product created', 'Keeps plan names right.', shapes.product, product),
  own(
    'product.updated',
    'Product updated',
    'Keeps plan names right when you rename a product.',
    shapes.product,
    product,
  ),
  own('product.deleted', 'Product deleted', 'Keeps plan names right.', shapes.product, product),
  own('price.created', 'Price created', 'Keeps plan names and recurring revenue right.', shapes.price, price),
  own('price.updated', 'Price updated', 'Keeps plan names and recurring revenue right.', shapes.price, price),
  own('price.deleted', 'Price deleted', 'Keeps plan names and recurring revenue right.', shapes.price, price),
  own('plan.created', 'Plan created', 'The older form of “Price created”.', shapes.plan, plan),
  own('plan.updated', 'Plan updated', 'The older form of “Price updated”.', shapes.plan, plan),
  own('plan.deleted', 'Plan deleted', 'The older form of “Price deleted”.', shapes.plan, plan),
  own(
    'coupon.created',
    'Coupon created',
    'Keeps recurring revenue right for discounted customers.',
    shapes.impersonal,
    coupon,
  ),
  own(
    'coupon.updated',
    'Coupon updated',
    'Keeps recurring revenue right for discounted customers.',
    shapes.impersonal,
    coupon,
  ),
  own(
    'coupon.deleted',
    'Coupon deleted',
    'Keeps recurring revenue right for discounted customers.',
    shapes.impersonal,
    coupon,
  ),
  unused('promotion_code.created', 'Promotion code created', 'A code that buyers can enter was made.', {
    object: 'promotion_code',
    id: 'promo_ada',
    active: true,
    code: 'WELCOME',
    metadata: {},
    promotion: { type: 'coupon', coupon: 'WELCOME20' },
  }),
  unused(
    'promotion_code.updated',
    'Promotion code updated',
    'A code that buyers can enter was changed or switched off.',
    {
      object: 'promotion_code',
      id: 'promo_ada',
      active: false,
      code: 'WELCOME',
      metadata: {},
      promotion: { type: 'coupon', coupon: 'WELCOME20' },
    },
  ),
  unused('payment_link.created', 'Payment link created', 'A link to pay was made.', {
    object: 'payment_link',
    id: 'plink_ada',
    active: true,
    currency: 'usd',
    metadata: {},
  }),
  unused('payment_link.updated', 'Payment link updated', 'A link to pay was changed or switched off.', {
    object: 'payment_link',
    id: 'plink_ada',
    active: false,
    currency: 'usd',
    metadata: {},
  }),
  unused('tax_rate.created', 'Tax rate created', 'A tax rate was added.', {
    object: 'tax_rate',
    id: 'txr_ada',
    display_name: 'VAT',
    metadata: {},
    percentage: 20,
  }),
  unused('tax_rate.updated', 'Tax rate updated', 'A tax rate was changed.', {
    object: 'tax_rate',
    id: 'txr_ada',
    display_name: 'VAT',
    metadata: {},
    percentage: 20,
  }),
]

function own<const T extends string>(type: T, label: string, why: string, shape: Shape, example: object) {
  return defineEvent({
    ...shape,
    type,
    label,
    why,
    group: 'more',
    touches: touchedBy(shape),
    person: false,
    advanced: true,
    example: { ...example },
  })
}

/** Plan names are read from products, amounts from prices, discounts from coupons. */
function touchedBy(shape: Shape): Touch[] {
  if (shape === shapes.product) return ['plan']
  return shape === shapes.impersonal ? ['mrr'] : ['plan', 'mrr']
}

function unused<const T extends string>(type: T, label: string, why: string, example: object) {
  return defineEvent({
    ...shapes.impersonal,
    type,
    label,
    why,
    group: 'more',
    person: false,
    advanced: true,
    defaults: off,
    example: { ...example },
  })
}
