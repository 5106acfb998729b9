import { Workflow } from 'lucide-react'
import { isRunState } from '@/components/flows/flow-words'
import { LaterRetryFailed } from '@/components/flows/later-acts'
import { RunList } from '@/components/flows/run-list'
import { RunStateLinks } from '@/components/flows/run-state-links'
import { inMode } from '@/components/layout/mode'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { runJson } from '@/lib/flows/runs/json'
import { listRuns } from '@/lib/flows/runs/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { requireFlow, titledFlow } from '../../read'

export const generateMetadata = titledFlow('Runs')

export default async function FlowRunsPage({ params, searchParams }: PageProps<'/sites/[siteId]/flows/[flowId]/runs'>) {
  const { siteId, flowId } = await params
  const { access, flow } = await requireFlow(siteId, flowId)
  const asked = (await searchParams).state
  const state = isRunState(asked) ? asked : 'all'
  const mode = flow.record.livemode ? 'live' : 'test'
  const filter = { siteId: access.siteId, flowId, ...(state === 'all' ? {} : { state }) }
  const [{ rows, next }, lookUps] = await Promise.all([
    listRuns(access.teamId, filter, { limit: 50 }),
    lookUpsOf(access.teamId, access.siteId),
  ])
  const base = `/sites/${access.siteId}/flows/${flowId}/runs`
  const query = new URLSearchParams({ site_id: access.siteId, flow_id: flowId })
  if (state !== 'all') query.set('state', state)

  return (
    <RunList
      key={state}
      label={`Runs of ${isolated(flow.record.name)}`}
      source={`/api/v1/runs?${query}`}
      first={{ data: rows.map((run) => runJson(run, lookUps)), next_cursor: next }}
      siteId={access.siteId}
      mayManage={can(access.role, 'flows.manage')}
      filter={<RunStateLinks base={base} mode={mode} state={state} />}
      actions={<LaterRetryFailed />}
      empty={
        state === 'all' ? (
          <EmptyState icon={<Workflow aria-hidden />} title="Nobody has entered yet">
            {flow.record.state === 'live'
              ? 'The next event it starts by shows up here within a second. What happened before it was published starts nothing.'
              : 'People enter once it is live. Publish it when the steps are as you want them.'}
          </EmptyState>
        ) : (
          <EmptyState title="None in this state" action={<LinkButton href={inMode(base, mode)}>Show all</LinkButton>}>
            Runs that get there show up by themselves.
          </EmptyState>
        )
      }
    />
  )
}
