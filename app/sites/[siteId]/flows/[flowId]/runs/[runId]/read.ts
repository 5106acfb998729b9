import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSite } from '@/lib/auth'
import { findFlow } from '@/lib/flows/queries'
import { findRun } from '@/lib/flows/runs/queries'
import { isId } from '@/lib/tenancy/ids'

/** The reader and the run of this address. Its flow may have been removed: what it did stays readable. */
export const requireRun = cache(async (siteId: string, flowId: string, runId: string) => {
  const access = await requireSite(siteId)
  const run = isId(runId) ? await findRun(access.teamId, runId) : null
  if (!run || run.siteId !== access.siteId || run.flowId !== flowId) return notFound()
  return { access, run, hasFlow: (await findFlow(access.teamId, flowId)) !== null }
})
