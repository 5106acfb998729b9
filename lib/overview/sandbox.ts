import { env, isLocal } from '@/lib/env'

/** The page of the stand-in for Stripe, when we run against it; null against real Stripe. */
export function sandboxUrl(): string | null {
  const settings = env()
  const base = new URL(settings.STRIPE_CONNECT_BASE)
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(base.hostname)
  return isLocal(settings) && loopback ? base.origin : null
}
