import type { Fields } from '../types'
import { newId, type World } from '../world'

export type CheckoutSession = ReturnType<typeof newSession>

/** An open Checkout session. `prefill` is what the shop knew beforehand, not what the buyer typed. */
export function newSession(
  world: World,
  about: {
    mode: 'payment' | 'subscription'
    amount: number
    currency: string
    customer: string | null
    prefill: string | null
  },
) {
  const id = newId(world, world.livemode ? 'cs_live' : 'cs_test')
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null as Fields | null,
    allow_promotion_codes: null,
    amount_subtotal: about.amount,
    amount_total: about.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: 'https://shop.example/cart',
    client_reference_id: null,
    client_secret: null,
    collected_information: { shipping_details: null },
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency: about.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: about.customer,
    customer_account: null,
    customer_creation: about.mode === 'payment' ? 'if_required' : 'always',
    customer_details: null as Fields | null,
    customer_email: about.prefill,
    discounts: [],
    expires_at: world.now() + 86_400,
    invoice: null as string | null,
    invoice_creation: about.mode === 'payment' ? { enabled: false } : null,
    livemode: world.livemode,
    locale: null,
    metadata: {},
    mode: about.mode as string,
    payment_intent: null as string | null,
    payment_link: null,
    payment_method_collection: about.mode === 'payment' ? 'if_required' : 'always',
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    phone_number_collection: { enabled: false },
    presentment_details: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_details: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null as string | null,
    success_url: 'https://shop.example/thanks',
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
  }
}
