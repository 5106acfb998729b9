import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSite } from '@/lib/auth'
import { findFlow } from '@/lib/flows/queries'
import { isId } from '@/lib/tenancy/ids'
import { isolated } from '@/lib/text/isolated'

/** The reader and the flow of this address; foreign, missing, removed, malformed and another site's ids are the same 404. */
export const requireFlow = cache(async (siteId: string, flowId: string) => {
  const access = await requireSite(siteId)
  const flow = isId(flowId) ? await findFlow(access.teamId, flowId) : null
  return flow && flow.record.siteId === access.siteId ? { access, flow } : notFound()
})

/** "Runs – Failed payment – Main"; the editor goes by the flow's name. */
export const titledFlow =
  (tab?: string) =>
  async ({ params }: { params: Promise<{ siteId: string; flowId: string }> }): Promise<Metadata> => {
    const { siteId, flowId } = await params
    const { access, flow } = await requireFlow(siteId, flowId)
    return { title: [tab, isolated(flow.record.name), access.siteName].filter(Boolean).join(' – ') }
  }
