import { requireEvent } from './read'

/** Asked here, above the loading state: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function EventLayout({ children, params }: LayoutProps<'/sites/[siteId]/events/[eventId]'>) {
  const { siteId, eventId } = await params
  await requireEvent(siteId, eventId)
  return children
}
