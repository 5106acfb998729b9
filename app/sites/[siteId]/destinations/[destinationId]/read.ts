import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSite } from '@/lib/auth'
import { kindOf } from '@/lib/destinations'
import { findDestination } from '@/lib/destinations/queries'
import { isId } from '@/lib/tenancy/ids'
import { isolated } from '@/lib/text/isolated'

/** The reader and the destination of this address; foreign, missing, removed, malformed and another site's ids are the same 404. */
export const requireDestination = cache(async (siteId: string, destinationId: string) => {
  const access = await requireSite(siteId)
  const destination = isId(destinationId) ? await findDestination(access.teamId, destinationId) : null
  const kind = destination && kindOf(destination.record.kind)
  return destination && kind && destination.record.siteId === access.siteId ? { access, destination, kind } : notFound()
})

/** "Settings – Loops – Main"; the first tab goes by the destination's name. */
export const titledDestination =
  (tab?: string) =>
  async ({ params }: { params: Promise<{ siteId: string; destinationId: string }> }): Promise<Metadata> => {
    const { siteId, destinationId } = await params
    const { access, destination } = await requireDestination(siteId, destinationId)
    return { title: [tab, isolated(destination.record.name), access.siteName].filter(Boolean).join(' – ') }
  }
