import type { TeamId } from '@/db/schema/columns'
import type { DecidedEntry } from './entry'
import type { State } from './state'

export interface ClosedConnection {
  teamId: TeamId
  connectionId: string
  at: string
}

/** Follows the entries in order for Stripe's word that a connection has ended; later entries find it disconnected. */
export class ConnectionWatch {
  readonly closed: ClosedConnection[] = []

  constructor(private readonly state: State) {}

  follow(entry: DecidedEntry): DecidedEntry {
    if (entry.type !== 'account.application.deauthorized' || !entry.counts) return entry
    const connection = this.state.connections.get(entry.entry.connectionId)
    // Stripe's clock is in whole seconds. A word older than the connection speaks of an earlier one.
    // The test side of an account may end what is its own only: whoever holds a test secret could end a live connection.
    if (connection && connection.livemode !== entry.entry.livemode)
      return { ...entry, status: 'ignored', reason: 'other_mode', counts: false }
    if (!connection || Date.parse(entry.at) < Math.floor(Date.parse(connection.connectedAt) / 1000) * 1000)
      return { ...entry, status: 'ignored', reason: 'historical', counts: false }
    this.state.connections.set(connection.id, { ...connection, state: 'disconnected' })
    this.closed.push({ teamId: entry.entry.teamId, connectionId: connection.id, at: entry.at })
    return entry
  }
}
