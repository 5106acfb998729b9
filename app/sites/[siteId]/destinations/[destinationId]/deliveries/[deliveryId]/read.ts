import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSite } from '@/lib/auth'
import { findDelivery } from '@/lib/deliveries/queries'
import { findDestination } from '@/lib/destinations/queries'
import { isId } from '@/lib/tenancy/ids'

/** The reader and the delivery of this address. Its destination may have been removed: what was sent stays readable. */
export const requireDelivery = cache(async (siteId: string, destinationId: string, deliveryId: string) => {
  const access = await requireSite(siteId)
  const delivery = isId(deliveryId) ? await findDelivery(access.teamId, deliveryId) : null
  if (!delivery || delivery.siteId !== access.siteId || delivery.destinationId !== destinationId) return notFound()
  return { access, delivery, destination: await findDestination(access.teamId, destinationId) }
})
