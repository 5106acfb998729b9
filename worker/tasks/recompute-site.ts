import { recomputeSitePayload } from '@/lib/figures/jobs'
import { recomputeSite } from '@/lib/figures/recompute'
import { refoldUnsettled } from '@/lib/ledger/refold'
import { refoldSite } from '@/lib/revenue/refold'

/** Computes the subscriptions of a site and the figures of everybody there again: what counts has changed, or what it is reported in. */
export async function recomputeSiteTask(payload: unknown) {
  const { teamId, siteId } = recomputeSitePayload.parse(payload)
  await refoldSite(teamId, siteId)
  await recomputeSite(teamId, siteId)
  await refoldUnsettled(teamId, siteId)
}
