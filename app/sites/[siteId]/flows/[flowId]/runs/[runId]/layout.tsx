import { requireRun } from './read'

/** Asked here, above the loading state: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function RunLayout({
  children,
  params,
}: LayoutProps<'/sites/[siteId]/flows/[flowId]/runs/[runId]'>) {
  const { siteId, flowId, runId } = await params
  await requireRun(siteId, flowId, runId)
  return children
}
