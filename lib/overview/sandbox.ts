import { env, isLocal } from '@/lib/env'

/**
 * The page of the stand-in for Stripe, when we run against it; null against real Stripe. With an account it opens on that
 * account, in the mode whose data is on screen.
 */
export function sandboxUrl(of?: { account: string; livemode: boolean }): string | null {
  const settings = env()
  const base = new URL(settings.STRIPE_CONNECT_BASE)
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(base.hostname)
  if (!isLocal(settings) || !loopback) return null
  if (!of) return base.origin
  return `${base.origin}/?${new URLSearchParams({ account: of.account, mode: of.livemode ? 'live' : 'test' })}`
}

/** Where the stand-ins of Bento, Loops and a webhook's receiver answer, when events may go there; null against the real ones. */
export function destinationSandbox(): string | null {
  const sandbox = sandboxUrl()
  return sandbox && env().OUTBOUND_ALLOW.includes(new URL(sandbox).host) ? sandbox : null
}
