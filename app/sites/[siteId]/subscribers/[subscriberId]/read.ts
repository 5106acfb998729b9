import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { inMode } from '@/components/layout/mode'
import { requireSite } from '@/lib/auth'
import { findSubscriber } from '@/lib/subscribers/queries'
import { isId } from '@/lib/tenancy/ids'

/** The reader and the person of this address. A merged person's address leads on to the one they are now. */
export const requireSubscriber = cache(async (siteId: string, subscriberId: string) => {
  const access = await requireSite(siteId)
  const subscriber = isId(subscriberId) ? await findSubscriber(access.teamId, subscriberId) : null
  if (!subscriber || subscriber.record.siteId !== access.siteId) return notFound()
  if (subscriber.id !== subscriberId) {
    return redirect(
      inMode(`/sites/${siteId}/subscribers/${subscriber.id}`, subscriber.record.livemode ? 'live' : 'test'),
    )
  }
  return { access, subscriber }
})
