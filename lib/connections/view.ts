import type { SiteId, TeamId } from '@/db/schema/columns'
import type { connections } from '@/db/schema/connections'
import { providerOf } from './providers'

export type ConnectionStatus = 'connected' | 'paused' | 'disconnected' | 'needs_reconnect'

/** A connection as the API answers it, and what the pages show besides. */
export interface ConnectionView {
  id: string
  team_id: TeamId
  site_id: SiteId
  name: string
  account: string
  livemode: boolean
  kind: 'oauth' | 'key'
  status: ConnectionStatus
  is_active: boolean
  webhook_url: string
  last_event_at: string | null
  site_name: string
  account_name: string | null
  connected_at: string
  /** Before it nothing was imported; a reconnect changes connected_at, never this. */
  first_connected_at: string
  connected_by: string | null
  disconnected_at: string | null
  disconnected_by: 'person' | 'stripe' | null
}

type Row = { connection: typeof connections.$inferSelect; siteName: string; lastEventAt: string | null }

export function viewOf({ connection, siteName, lastEventAt }: Row): ConnectionView {
  return {
    id: connection.id,
    team_id: connection.teamId,
    site_id: connection.siteId,
    name: connection.name,
    account: connection.stripeAccount,
    livemode: connection.livemode,
    kind: connection.kind,
    status: statusOf(connection),
    is_active: connection.isActive,
    webhook_url: providerOf(connection.kind).webhookUrl(connection),
    last_event_at: lastEventAt,
    site_name: siteName,
    account_name: connection.accountName,
    connected_at: connection.connectedAt.toISOString(),
    first_connected_at: connection.firstConnectedAt.toISOString(),
    connected_by: connection.connectedBy,
    disconnected_at: connection.disconnectedAt?.toISOString() ?? null,
    disconnected_by: connection.disconnectedBy,
  }
}

/** "Paused" is what a person did to a connection that is otherwise fine. */
export function statusOf({ state, isActive }: Pick<Row['connection'], 'state' | 'isActive'>): ConnectionStatus {
  if (state === 'disconnected' || state === 'needs_reconnect') return state
  return isActive ? 'connected' : 'paused'
}
