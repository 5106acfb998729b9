import { env } from '@/lib/env'

/** What one mode needs to talk to Stripe: the platform's secret key and its Connect client id. */
export interface ModeSettings {
  secretKey: string
  clientId: string
}

/** The settings of a mode, or null when the operator set up only the other one. Under `up` the sandbox sets both. */
export function modeSettings(livemode: boolean): ModeSettings | null {
  const { STRIPE_SECRET_KEY, STRIPE_TEST_SECRET_KEY, STRIPE_CLIENT_ID, STRIPE_TEST_CLIENT_ID } = env()
  const secretKey = livemode ? STRIPE_SECRET_KEY : STRIPE_TEST_SECRET_KEY
  const clientId = livemode ? STRIPE_CLIENT_ID : STRIPE_TEST_CLIENT_ID
  return secretKey && clientId ? { secretKey, clientId } : null
}

export function requireMode(livemode: boolean): ModeSettings {
  const settings = modeSettings(livemode)
  if (settings) return settings
  const prefix = livemode ? 'STRIPE' : 'STRIPE_TEST'
  throw new Error(`${livemode ? 'Live' : 'Test'} mode is not set up: set ${prefix}_SECRET_KEY and ${prefix}_CLIENT_ID`)
}

/** Live when there is a live client id (the sandbox brings one), else test. */
export function defaultLivemode(): boolean {
  return modeSettings(true) !== null
}

/** Connect's pages and token endpoint: a host of their own, apart from the API's. */
export function connectUrl(path: string): URL {
  return new URL(path, env().STRIPE_CONNECT_BASE)
}

/** From the configured base alone, never from a request's Host (OA-09): Stripe compares it character by character. */
export function redirectUri(): string {
  return `${env().APP_URL}/oauth/stripe_accounts/callback`
}

/** Where the platform's Connect endpoint points; one address for all teams and both modes. */
export function platformWebhookUrl(): string {
  return `${env().APP_URL}/api/webhooks/stripe`
}

/** True when something else than Stripe stands in for it: the sandbox, or a test's. */
export function isSandbox(): boolean {
  return !new URL(env().STRIPE_CONNECT_BASE).hostname.endsWith('stripe.com')
}
