import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { type ConnectionState, connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { enqueue } from '@/lib/jobs'
import { sluice } from './actor'
import { connectionLostJob } from './jobs'

/** How Stripe refused: it no longer lets us read that account (403), or it does not take our own key (401). */
export type LostAccess = 'revoked' | 'unauthorized'

/** A refused key is the operator's to mend, and mended soon: who mends it within this time troubles no owner. */
const keyPatience = 2 * 60 * 60_000

/**
 * Records that Stripe refuses access to a connected account, and has its owners told by mail (RT-06). Its route stays open:
 * what still arrives still counts. `asked` is when Stripe was asked: an answer about the grant before a reconnect says
 * nothing about the new one. Saying it again changes nothing. True when this call changed it.
 */
export function markNeedsReconnect(
  teamId: TeamId,
  connectionId: string,
  why: LostAccess,
  asked: Date = new Date(),
): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    const connection = await lockIn(tx, teamId, connectionId, 'connected')
    if (!connection || connection.connectedAt > asked) return false
    await become(tx, teamId, connectionId, 'needs_reconnect')
    await audit(tx, {
      teamId,
      actor: sluice,
      action: 'connection.access_lost',
      subject: connectionId,
      detail: { why },
    })
    const job = connectionLostJob(teamId, connectionId, new Date().toISOString())
    await enqueue(tx, [{ ...job, ...(why === 'unauthorized' ? { in_ms: keyPatience } : {}) }])
    return true
  })
}

/** The other way: Stripe lets us in again. True when this call changed it. */
export function markReachable(teamId: TeamId, connectionId: string): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    if (!(await lockIn(tx, teamId, connectionId, 'needs_reconnect'))) return false
    await become(tx, teamId, connectionId, 'connected')
    await audit(tx, { teamId, actor: sluice, action: 'connection.access_regained', subject: connectionId })
    return true
  })
}

const one = (teamId: TeamId, id: string) => and(eq(connections.teamId, teamId), eq(connections.id, id))

async function lockIn(tx: Tx, teamId: TeamId, id: string, state: ConnectionState) {
  const [row] = await tx
    .select({ state: connections.state, connectedAt: connections.connectedAt })
    .from(connections)
    .where(one(teamId, id))
    .for('update')
  return row?.state === state ? row : undefined
}

function become(tx: Tx, teamId: TeamId, id: string, state: ConnectionState) {
  return tx.update(connections).set({ state }).where(one(teamId, id))
}
