import { FlowProvider } from '@/components/flows/flow-context'
import { FlowHead } from '@/components/flows/flow-head'
import { LaterPaused } from '@/components/flows/later-acts'
import { inMode } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { TabLinks } from '@/components/ui/tab-links'
import { blockersOfFlow } from '@/lib/flows/blocked'
import { flowDetailJson } from '@/lib/flows/json'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { requireFlow } from '../read'

/** Asked here, above the loading states: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function FlowLayout({ children, params }: LayoutProps<'/sites/[siteId]/flows/[flowId]'>) {
  const { siteId, flowId } = await params
  const { access, flow } = await requireFlow(siteId, flowId)
  const mode = flow.record.livemode ? 'live' : 'test'
  const list = inMode(`/sites/${access.siteId}/flows`, mode)
  const base = `/sites/${access.siteId}/flows/${flowId}`
  const name = isolated(flow.record.name)
  const mayManage = can(access.role, 'flows.manage')
  return (
    <FlowProvider first={flowDetailJson(flow, await blockersOfFlow(flow), mayManage)} mayManage={mayManage}>
      <div className="mb-2">
        <Breadcrumb items={[{ label: 'Flows', href: list }, { label: name }]} />
      </div>
      <FlowHead base={inMode(base, mode)} listHref={list} />
      <LaterPaused />
      {mayManage ? null : (
        <Banner className="mb-6" title="You can read this flow, not change it.">
          Marketers, admins and owners may. Ask {names.format(await whoMay(access.teamId, 'flows.manage'))}.
        </Banner>
      )}
      <TabLinks
        label={`${name} (flow)`}
        tabs={tabs.map(({ page, label }) => ({ href: inMode(base + page, mode), label }))}
      />
      <div className="mt-6">{children}</div>
    </FlowProvider>
  )
}

const tabs = [
  { page: '', label: 'Steps' },
  { page: '/runs', label: 'Runs' },
  { page: '/versions', label: 'Versions' },
]

const names = new Intl.ListFormat('en', { type: 'disjunction' })
