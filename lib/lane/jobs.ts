import { connectionLostJob } from '@/lib/connections/jobs'
import type { Job } from '@/lib/jobs'
import type { ClosedConnection } from './connection-watch'
import type { Missing } from './fold-money'

/** The slow work a batch leaves behind; empty for nearly every batch. */
export function jobsOf({ closed }: { closed: readonly ClosedConnection[]; missing: readonly Missing[] }): Job[] {
  return closed.map(({ teamId, connectionId, at }) => connectionLostJob(teamId, connectionId, at))
}
