import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { purgeSite } from '@/lib/sites/purge'

const payloadSchema = z.object({ team_id: z.uuid(), site_id: z.uuid() })

/** Removes what lay on a deleted site. */
export async function purgeSiteTask(payload: unknown) {
  const { team_id, site_id } = payloadSchema.parse(payload)
  await purgeSite(team_id as TeamId, site_id as SiteId)
}
