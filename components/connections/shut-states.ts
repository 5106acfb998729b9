import type { SluiceState } from '@/components/layout/sluice-line'
import type { ConnectionStatus } from '@/lib/connections/view'

/** A connection nothing comes through, as the sluice line draws it. Red is for what failed; what someone ended is over. */
export const shutStates: Record<Exclude<ConnectionStatus, 'connected'>, SluiceState> = {
  paused: 'paused',
  disconnected: 'disconnected',
  needs_reconnect: 'broken',
}
