import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { auditLog } from '@/db/schema/sites'

export interface AuditActor {
  kind: 'user' | 'api_key' | 'system'
  id?: string
}

export interface AuditEntry {
  teamId: TeamId
  actor: AuditActor
  /** What was done, as `thing.verb`: 'site.renamed'. */
  action: string
  /** The id of what it was done to. */
  subject?: string
  /** Before and after, ids and roles. Never secrets or addresses (DA-07). */
  detail?: Record<string, unknown>
}

/**
 * Writes who did what, in the same transaction as the deed (inside withTeams: the table is the team's). The tenant role
 * may add and read, never change or remove (DA-13).
 */
export async function audit(tx: Tx, { teamId, actor, action, subject, detail }: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values({
    teamId,
    actor: actor.kind,
    actorId: actor.id ?? null,
    action,
    subject: subject ?? null,
    detail: detail ?? null,
  })
}
