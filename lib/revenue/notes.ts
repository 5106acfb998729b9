/** Why a subscription's MRR is not simply its price: the code is kept with the figure, the words stand beside it. */
export const revenueNotes = {
  not_running: 'Not counted: only active and past due subscriptions are.',
  trial: 'Not counted: it is on a trial.',
  trial_counted: 'On a trial, but counted: it paid an invoice before.',
  paused: 'Not counted: its collection is paused.',
  ending: 'Not counted: it is going to end.',
  metered_left_out: 'Metered usage is not counted: what it earns is known afterwards only.',
  one_time_left_out: 'One-time prices are not counted.',
  items_cut:
    'Stripe cut its list of items in the event, so the figure may be too small. Sluice asks Stripe for all of them.',
  price_unknown: 'A price is not known yet, so its item is not counted. Sluice asks Stripe for it.',
  tiers_unknown: 'The tiers of a price are not known yet, so its item is not counted. Sluice asks Stripe for them.',
  currency_unknown:
    'A price is not known in the currency of the subscription, so its item is not counted. Sluice asks Stripe for it.',
  coupon_unknown: 'A discount is not known yet, so it is not taken off. Sluice asks Stripe for its coupon.',
  coupon_limit_unknown:
    'A discount is taken off every product: whether its coupon is limited to some is not known yet. Sluice asks Stripe.',
  discount_counted: 'Discounts that never end are taken off.',
  discount_until_end: 'A discount is taken off until it ends.',
  discount_once_ignored: 'A one-time discount is not taken off.',
  discount_repeating_ignored: 'A discount that ends some day is not taken off.',
  discount_other_currency: 'A discount in another currency is not taken off.',
  discount_of_customer: 'A discount of the customer is taken off, because the subscription has none of its own.',
  tax_taken_out: 'The price includes tax: it is taken out as on the latest paid invoice.',
  tax_unknown: 'The price includes tax, and no paid invoice tells how much: it is still in the figure.',
  too_large: 'Not counted: the amount is larger than any Stripe can charge.',
  unreadable: 'What Stripe said of this subscription cannot be read; its next event brings it up to date.',
} as const satisfies Record<string, string>

export type RevenueNote = keyof typeof revenueNotes

export const isRevenueNote = (code: string): code is RevenueNote => Object.hasOwn(revenueNotes, code)

/** Notes that say the figure may change by itself once Stripe answered. */
export const openNotes: ReadonlySet<RevenueNote> = new Set([
  'items_cut',
  'price_unknown',
  'tiers_unknown',
  'currency_unknown',
  'coupon_unknown',
  'coupon_limit_unknown',
])
