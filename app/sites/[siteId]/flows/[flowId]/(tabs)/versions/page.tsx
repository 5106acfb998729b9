import { History } from 'lucide-react'
import { LaterVersion } from '@/components/flows/later-version'
import { VersionList } from '@/components/flows/version-list'
import { EmptyState } from '@/components/ui/empty-state'
import { productsOfSite } from '@/lib/connections/product-names'
import { listDestinations } from '@/lib/destinations/queries'
import { productsIn } from '@/lib/flows/conditions'
import { flowVersionJson } from '@/lib/flows/json'
import { findVersion } from '@/lib/flows/queries'
import { can } from '@/lib/tenancy/roles'
import { eventOptions } from '../../../editor-parts'
import { requireFlow, titledFlow } from '../../read'

export const generateMetadata = titledFlow('Versions')

export default async function VersionsPage({
  params,
  searchParams,
}: PageProps<'/sites/[siteId]/flows/[flowId]/versions'>) {
  const { siteId, flowId } = await params
  const { access, flow } = await requireFlow(siteId, flowId)
  const { no: asked } = await searchParams
  const no = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : null
  const { livemode } = flow.record
  const [version, destinations] = await Promise.all([
    no === null ? null : findVersion(access.teamId, flowId, no),
    listDestinations(access.teamId, { siteId: access.siteId, livemode }, { limit: 50 }),
  ])
  if (flow.versions.length === 0) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState icon={<History aria-hidden />} title="Never published">
          Each time it is published it gets a version here. Who is inside a flow keeps the version they entered with.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-8">
      <VersionList base={`/sites/${access.siteId}/flows/${flowId}`} shown={version?.no ?? null} />
      {version ? (
        <LaterVersion
          no={version.no}
          definition={flowVersionJson(version, can(access.role, 'flows.manage')).definition}
          events={eventOptions}
          destinations={destinations.rows.map(({ record }) => ({ id: record.id, name: record.name }))}
          products={await productsOfSite({ ...access, livemode }, productsIn(version.definition))}
        />
      ) : null}
    </div>
  )
}
