import type { Fields } from '../types'
import { newId, type World } from '../world'

export type Customer = ReturnType<typeof newCustomer>

/** A customer as the API shows it, stored under its id; no address, no default payment method. */
export function newCustomer(world: World, about: { email: string | null; name: string | null; metadata?: Fields }) {
  const id = newId(world, 'cus')
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: world.now(),
    currency: null as string | null,
    customer_account: null,
    default_source: null,
    delinquent: false as boolean,
    description: null,
    discount: null,
    email: about.email,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: world.livemode,
    metadata: about.metadata ?? {},
    name: about.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}
