import { connectionLostJob } from '@/lib/connections/jobs'
import type { Job } from '@/lib/jobs'
import { lookUpJob } from '@/lib/look-ups/jobs'
import type { Question } from '@/lib/look-ups/next-question'
import { type Resting, refoldRestingJob } from '@/lib/revenue/jobs'
import type { ClosedConnection } from './connection-watch'

/** The slow work a batch leaves behind; empty for nearly every batch. */
export function jobsOf({ closed, questions, rested }: Left): Job[] {
  return [
    ...closed.map(({ teamId, connectionId, at }) => connectionLostJob(teamId, connectionId, at)),
    ...questions.map((question) => lookUpJob(question)),
    ...rested.map(refoldRestingJob),
  ]
}

interface Left {
  closed: readonly ClosedConnection[]
  questions: readonly Question[]
  /** Of what more is known now: subscriptions rest on it. */
  rested: readonly Resting[]
}
