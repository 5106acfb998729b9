import { requireSubscriber } from './read'

/** Asked here, above the loading state: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function SubscriberLayout({
  children,
  params,
}: LayoutProps<'/sites/[siteId]/subscribers/[subscriberId]'>) {
  const { siteId, subscriberId } = await params
  await requireSubscriber(siteId, subscriberId)
  return children
}
