import Stripe from 'stripe'
import { log } from '@/lib/log'
import { asObject, type Json, listOf, objectOf } from '@/lib/normalize/readers'
import { stripeFor } from './client'

/** Whose objects: the connected account, in its mode. */
export interface Account {
  account: string
  livemode: boolean
}

/**
 * How asking Stripe ended. `unknown` = Stripe knows no such object; `later` = it gave no answer this time; `refused` = it does
 * not let us into the account, or does not take our own key.
 */
export type Looked =
  | { outcome: 'found'; object: Json; at: Date }
  | { outcome: 'unknown'; at: Date }
  | { outcome: 'later'; cause: string; retryAfterMs: number | null }
  | { outcome: 'refused'; why: 'revoked' | 'unauthorized' }

/** What can be read, and with what expanded; the lists of a payment answer with their first row. */
const paths = {
  customer: (id) => `customers/${id}`,
  charge: (id) => `charges/${id}?expand[]=customer`,
  invoice: (id) => `invoices/${id}?expand[]=customer`,
  payment_method: (id) => `payment_methods/${id}?expand[]=customer`,
  credit_grant: (id) => `billing/credit_grants/${id}?expand[]=customer`,
  subscription: (id) => `subscriptions/${id}?expand[]=discounts&expand[]=items.data.discounts`,
  product: (id) => `products/${id}`,
  price: (id) => `prices/${id}?expand[]=tiers&expand[]=currency_options`,
  coupon: (id) => `coupons/${id}?expand[]=applies_to&expand[]=currency_options`,
  balance_transaction: (id) => `balance_transactions/${id}`,
  invoice_of_payment: (id) =>
    `invoice_payments?payment[type]=payment_intent&payment[payment_intent]=${id}&limit=1&expand[]=data.invoice`,
  session_of_payment: (id) => `checkout/sessions?payment_intent=${id}&limit=1`,
  items_of_subscription: (id) => `subscription_items?subscription=${id}&limit=100&expand[]=data.discounts`,
} satisfies Record<string, (id: string) => string>

export type Readable = keyof typeof paths

/**
 * Reads one object of a connected account with the platform's key. A failure is not tried again in here: whoever calls
 * keeps count of the reads and decides when to ask once more.
 */
export async function readObject({ account, livemode }: Account, kind: Readable, id: string): Promise<Looked> {
  try {
    const path = `/v1/${paths[kind](encodeURIComponent(id))}`
    // Raw: the answer goes into the inbox as Stripe wrote it, not as this version of the package would have it.
    const answer: Stripe.Response<unknown> = await stripeFor(livemode).rawRequest('GET', path, undefined, {
      stripeAccount: account,
      maxNetworkRetries: 0,
      timeout: 15_000,
    })
    const at = dateOf(answer.lastResponse.headers)
    const object = within(kind, objectOf(answer))
    return object ? { outcome: 'found', object, at } : { outcome: 'unknown', at }
  } catch (error) {
    return failureOf(error, kind, id)
  }
}

function within(kind: Readable, answer: Json): Json | null {
  if (kind !== 'invoice_of_payment' && kind !== 'session_of_payment') return answer
  const first = asObject(listOf(answer.data)[0])
  return kind === 'invoice_of_payment' ? asObject(first?.invoice) : first
}

function failureOf(error: unknown, kind: Readable, id: string): Looked {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const { statusCode, code, headers = {} } = error
  if (statusCode === 401) return { outcome: 'refused', why: 'unauthorized' }
  if (statusCode === 403 && code === 'account_invalid') return { outcome: 'refused', why: 'revoked' }
  if (statusCode === 404 || code === 'resource_missing') return { outcome: 'unknown', at: dateOf(headers) }
  if (statusCode === 400 || statusCode === 403) log.error('Stripe did not take a question', { kind, id, code, error })
  const seconds = Number(headers['retry-after'])
  return {
    outcome: 'later',
    cause: statusCode ? `http_${statusCode}` : 'unreachable',
    retryAfterMs: seconds > 0 ? seconds * 1_000 : null,
  }
}

/** Stripe's own clock, in whole seconds like the `created` of its events. */
function dateOf(headers: Record<string, string>): Date {
  const said = Date.parse(headers.date ?? '')
  return new Date(Math.floor((Number.isNaN(said) ? Date.now() : said) / 1_000) * 1_000)
}
