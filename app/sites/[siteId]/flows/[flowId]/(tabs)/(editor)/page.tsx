import { LaterEditor } from '@/components/flows/later-editor'
import { productsOfSite } from '@/lib/connections/product-names'
import { listDestinations } from '@/lib/destinations/queries'
import { productsIn } from '@/lib/flows/conditions'
import { templateOf } from '@/lib/flows/templates'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { eventOptions, feedingConnections, optionGroups } from '../../../editor-parts'
import { requireFlow, titledFlow } from '../../read'

export const generateMetadata = titledFlow()

export default async function FlowPage({ params }: PageProps<'/sites/[siteId]/flows/[flowId]'>) {
  const { siteId, flowId } = await params
  const { access, flow } = await requireFlow(siteId, flowId)
  const { teamId } = access
  const { livemode } = flow.record
  const [connections, destinations, products] = await Promise.all([
    feedingConnections(teamId, access.siteId, livemode),
    listDestinations(teamId, { siteId: access.siteId, livemode }, { limit: 50 }),
    productsOfSite({ teamId, siteId: access.siteId, livemode }, productsIn(flow.draft)),
  ])
  return (
    <LaterEditor
      teamId={teamId}
      events={eventOptions}
      groups={optionGroups}
      destinations={destinations.rows.map(({ record }) => ({ id: record.id, name: record.name }))}
      products={products}
      connections={connections}
      note={templateOf(flow.record.template ?? '')?.note ?? null}
      mayConnect={can(access.role, 'connections.manage')}
      askWho={`Owners and admins connect one: ask ${names.format(await whoMay(teamId, 'connections.manage'))}.`}
    />
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })
