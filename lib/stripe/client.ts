import Stripe from 'stripe'
import { env } from '@/lib/env'
import { requireMode } from './settings'

const clients = new Map<string, Stripe>()

/**
 * The API client of a mode, with the platform's key: name the account in each call (`{ stripeAccount }`). Made on first
 * use, because `next build` and the CLI's `normalize` have no key. Not for OAuth: its code exchange must never be retried.
 */
export function stripeFor(livemode: boolean): Stripe {
  const { secretKey } = requireMode(livemode)
  const base = new URL(env().STRIPE_API_BASE)
  const key = `${base.origin} ${secretKey}`
  const client = clients.get(key) ?? createClient(secretKey, base)
  clients.set(key, client)
  return client
}

function createClient(secretKey: string, base: URL): Stripe {
  const protocol = base.protocol === 'http:' ? 'http' : 'https'
  return new Stripe(secretKey, {
    host: base.hostname,
    port: base.port || (protocol === 'http' ? '80' : '443'),
    protocol,
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    appInfo: { name: 'Sluice' },
  })
}
