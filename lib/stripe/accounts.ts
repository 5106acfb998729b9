import Stripe from 'stripe'
import { ok, type Result } from '@/lib/result'
import { plainLine } from '@/lib/text/hidden'
import { stripeFor } from './client'

/** What we show of a Stripe account. */
export interface StripeAccount {
  id: string
  name: string | null
  /** ISO 4217, upper case. */
  defaultCurrency: string | null
  country: string | null
}

/** The form Stripe gives account ids; what does not fit never becomes a connection (OA-08). */
export function isStripeAccount(account: string): boolean {
  return /^acct_[A-Za-z0-9_]{1,200}$/.test(account)
}

/** Someone waits for the answer, so not the client's usual patience. */
const patience = { timeout: 8_000, maxNetworkRetries: 1 }

/**
 * Reads an account through our connection to it, which also tells whether there is one: `not_connected` is Stripe's own
 * word (403 account_invalid). `unauthorized` (401) is about our own key, and everything else says nothing.
 */
export async function retrieveAccount(
  account: string,
  livemode: boolean,
): Promise<Result<StripeAccount, 'not_connected' | 'unauthorized' | 'unreachable'>> {
  try {
    const found = await stripeFor(livemode).accounts.retrieveCurrent({}, { stripeAccount: account, ...patience })
    return ok({
      id: found.id,
      name: nameOf(found),
      defaultCurrency: found.default_currency?.toUpperCase() ?? null,
      country: found.country ?? null,
    })
  } catch (error) {
    return { ok: false, reason: refusalOf(error) }
  }
}

function refusalOf(error: unknown) {
  if (error instanceof Stripe.errors.StripePermissionError) return 'not_connected'
  return error instanceof Stripe.errors.StripeAuthenticationError ? 'unauthorized' : 'unreachable'
}

function nameOf(account: Stripe.Account): string | null {
  const named = [account.business_profile?.name, account.settings?.dashboard?.display_name, account.email]
  return named.flatMap((name) => plainLine(name ?? '').slice(0, 200) || [])[0] ?? null
}
