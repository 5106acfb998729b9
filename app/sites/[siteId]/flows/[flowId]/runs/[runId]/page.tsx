import type { Metadata } from 'next'
import { whoWords } from '@/components/flows/flow-words'
import { RunView } from '@/components/flows/run-view'
import { inMode } from '@/components/layout/mode'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { labelOf } from '@/lib/events/sentence'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { type RunJson, runDetailJson } from '@/lib/flows/runs/json'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { requireRun } from './read'

type Props = PageProps<'/sites/[siteId]/flows/[flowId]/runs/[runId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteId, flowId, runId } = await params
  const { access, run } = await requireRun(siteId, flowId, runId)
  return { title: `${titleOf({ subscriber: run.person, flow: { name: run.flowName } })} – ${access.siteName}` }
}

export default async function RunPage({ params }: Props) {
  const { siteId, flowId, runId } = await params
  const { access, run, hasFlow } = await requireRun(siteId, flowId, runId)
  const mode = run.livemode ? 'live' : 'test'
  const list = `/sites/${access.siteId}/flows`
  const lookUps = await lookUpsOf(access.teamId, access.siteId, run.definition)
  const shown = runDetailJson(run, lookUps, can(access.role, 'events.raw'))
  const who = whoWords(shown.subscriber)
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb
            items={[
              { label: 'Flows', href: inMode(list, mode) },
              ...(hasFlow
                ? [{ label: isolated(run.flowName), href: inMode(`${list}/${flowId}/runs`, mode) }]
                : [{ label: isolated(run.flowName) }]),
              { label: who },
            ]}
          />
        }
        title={<span className="wrap-anywhere">{titleOf(shown)}</span>}
        status={run.livemode ? null : <Badge tone="test">Test</Badge>}
      />
      {hasFlow ? null : (
        <Banner tone="neutral" title="This flow was removed" className="mb-6">
          What the run did can still be read. Nothing more is done.
        </Banner>
      )}
      <RunView
        first={shown}
        label={labelOf(run.type)}
        siteId={access.siteId}
        mayManage={hasFlow && can(access.role, 'flows.manage')}
        hasFlow={hasFlow}
      />
    </>
  )
}

const titleOf = ({ subscriber, flow }: Pick<RunJson, 'subscriber' | 'flow'>) =>
  `${whoWords(subscriber)} in ${isolated(flow.name)}`
