import { purgeSitePayload } from '@/lib/sites/jobs'
import { purgeSite } from '@/lib/sites/purge'

/** Removes what lay on a deleted site. */
export async function purgeSiteTask(payload: unknown) {
  const { teamId, siteId } = purgeSitePayload.parse(payload)
  await purgeSite(teamId, siteId)
}
