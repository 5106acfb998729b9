import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

export const recomputeSitePayload = z
  .object({ team_id: z.uuid(), site_id: z.uuid() })
  .transform(({ team_id, site_id }) => ({ teamId: team_id as TeamId, siteId: site_id as SiteId }))

/** Computes the figures of everybody on a site again, after a change of what counts or of the reporting currency. */
export const recomputeSiteJob = (teamId: TeamId, siteId: SiteId): Job => ({
  identifier: 'recompute-site',
  payload: { team_id: teamId, site_id: siteId },
  job_key: `recompute-site:${siteId}`,
})

/** Computes again what rests on exchange rates, for all teams, after the table changed. */
export const recomputeConvertedJob = (): Job => ({
  identifier: 'recompute-converted',
  payload: {},
  job_key: 'recompute-converted',
})
