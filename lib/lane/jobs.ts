import { connectionLostJob } from '@/lib/connections/jobs'
import type { About } from '@/lib/facts/fact'
import type { Job } from '@/lib/jobs'
import { refoldRestingJob } from '@/lib/revenue/jobs'
import type { ClosedConnection } from './connection-watch'
import type { Missing } from './fold-money'

/** The slow work a batch leaves behind; empty for nearly every batch. */
export function jobsOf({ closed, rested }: Left): Job[] {
  return [
    ...closed.map(({ teamId, connectionId, at }) => connectionLostJob(teamId, connectionId, at)),
    ...rested.map(refoldRestingJob),
  ]
}

interface Left {
  closed: readonly ClosedConnection[]
  missing: readonly Missing[]
  /** Of what more is known now: subscriptions rest on it. */
  rested: readonly About[]
}
