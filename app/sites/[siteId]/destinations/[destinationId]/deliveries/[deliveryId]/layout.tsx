import { requireDelivery } from './read'

/** Asked here, above the loading state: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function DeliveryLayout({
  children,
  params,
}: LayoutProps<'/sites/[siteId]/destinations/[destinationId]/deliveries/[deliveryId]'>) {
  const { siteId, destinationId, deliveryId } = await params
  await requireDelivery(siteId, destinationId, deliveryId)
  return children
}
