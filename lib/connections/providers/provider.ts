import type { connections } from '@/db/schema/connections'

export type Connection = typeof connections.$inferSelect
export type ConnectionKind = Connection['kind']

/** How ending our grant at Stripe went. `refused` will not change by trying again. */
export type GrantEnd = { outcome: 'done' } | { outcome: 'refused' | 'try-again'; reason: string }

/** A way of linking a Stripe account. To add one: a file here, its name in `index.ts`. */
export interface ConnectionProvider {
  kind: ConnectionKind
  label: string
  /** Where Stripe sends this connection's webhooks. */
  webhookUrl(connection: Pick<Connection, 'endpointKey'>): string
  /** Does Stripe hold a grant of ours that ends with the connection? */
  holdsGrant: boolean
  /** Ends that grant at Stripe. Called again until it is done or refused; must not mind being called twice. */
  endGrant(connection: Pick<Connection, 'stripeAccount' | 'livemode'>): Promise<GrantEnd>
}
