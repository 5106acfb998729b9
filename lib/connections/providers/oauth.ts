import { deauthorize } from '@/lib/stripe/connect'
import { platformWebhookUrl } from '@/lib/stripe/settings'
import type { ConnectionProvider } from './provider'

/** Connect OAuth: one platform endpoint for all accounts, and no token of the account's kept. */
export const oauth: ConnectionProvider = {
  kind: 'oauth',
  label: 'Stripe Connect',
  webhookUrl: platformWebhookUrl,
  holdsGrant: true,
  endGrant: ({ stripeAccount, livemode }) => deauthorize({ account: stripeAccount, livemode }),
}
