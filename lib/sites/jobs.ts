import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Job } from '@/lib/jobs'

export const purgeSitePayload = z
  .object({ team_id: z.uuid(), site_id: z.uuid() })
  .transform(({ team_id, site_id }) => ({ teamId: team_id as TeamId, siteId: site_id as SiteId }))

/** Removes what lay on a deleted site. */
export const purgeSiteJob = (teamId: TeamId, siteId: SiteId): Job => ({
  identifier: 'purge-site',
  payload: { team_id: teamId, site_id: siteId },
  job_key: `purge-site:${siteId}`,
})
