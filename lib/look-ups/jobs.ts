import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'
import { questionKinds } from './answer'
import type { Question } from './next-question'

export const lookUpPayload = z
  .object({
    team_id: z.uuid(),
    connection_id: z.uuid(),
    site_id: z.uuid(),
    livemode: z.boolean(),
    object: z.enum(questionKinds),
    id: z.string(),
    failures: z.number().int(),
  })
  .transform(({ team_id, connection_id, site_id, livemode, object, id, failures }) => ({
    question: {
      teamId: team_id as TeamId,
      connectionId: connection_id,
      siteId: site_id as SiteId,
      livemode,
      object,
      id,
    } satisfies Question,
    failures,
  }))

/**
 * Asks Stripe one thing. However many events want to know it, it is one job; one that was put off keeps its time. `failures`
 * = how often Stripe gave no answer so far.
 */
export const lookUpJob = (question: Question, failures = 0, inMs?: number): Job => ({
  identifier: 'look-up',
  payload: {
    team_id: question.teamId,
    connection_id: question.connectionId,
    site_id: question.siteId,
    livemode: question.livemode,
    object: question.object,
    id: question.id,
    failures,
  },
  job_key: `look-up:${question.connectionId}:${question.livemode}:${question.object}:${question.id}`,
  keep_run_at: true,
  ...(inMs === undefined ? {} : { in_ms: inMs }),
})
