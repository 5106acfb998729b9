import { platformWebhookUrl } from '@/lib/stripe/settings'
import type { ConnectionProvider } from './provider'

/** A webhook URL of the connection's own, signed with the team's own secret. Stripe holds no grant of ours to end. */
export const key: ConnectionProvider = {
  kind: 'key',
  label: 'Own webhook',
  webhookUrl: ({ endpointKey }) => (endpointKey ? `${platformWebhookUrl()}/${endpointKey}` : platformWebhookUrl()),
  holdsGrant: false,
  endGrant: async () => ({ outcome: 'done' }),
}
