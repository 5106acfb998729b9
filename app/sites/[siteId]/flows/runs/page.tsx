import { Workflow } from 'lucide-react'
import type { Metadata } from 'next'
import { isRunState } from '@/components/flows/flow-words'
import { RunList } from '@/components/flows/run-list'
import { RunStateLinks } from '@/components/flows/run-state-links'
import { inMode, modeOf } from '@/components/layout/mode'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { runJson } from '@/lib/flows/runs/json'
import { listRuns } from '@/lib/flows/runs/queries'
import { can } from '@/lib/tenancy/roles'

type Props = PageProps<'/sites/[siteId]/flows/runs'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Runs – ${siteName}` }
}

/** Who is where, over all flows of the site. */
export default async function RunsPage({ params, searchParams }: Props) {
  const { teamId, siteId, siteName, role } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const livemode = mode === 'live'
  const state = isRunState(query.state) ? query.state : 'all'
  const filter = { siteId, livemode, ...(state === 'all' ? {} : { state }) }
  const [{ rows, next }, lookUps] = await Promise.all([
    listRuns(teamId, filter, { limit: 50 }),
    lookUpsOf(teamId, siteId),
  ])
  const flows = inMode(`/sites/${siteId}/flows`, mode)
  const base = `/sites/${siteId}/flows/runs`
  const source = new URLSearchParams({ site_id: siteId, livemode: String(livemode) })
  if (state !== 'all') source.set('state', state)

  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb items={[{ label: 'Flows', href: flows }, { label: 'Runs' }]} />}
        title="Runs"
        status={livemode ? null : <Badge tone="test">Test</Badge>}
        description="Who is where in which flow, and why a person entered, left or was skipped."
      />
      <RunList
        key={`${mode} ${state}`}
        label={`${livemode ? 'Runs' : 'Test runs'} of ${siteName}`}
        source={`/api/v1/runs?${source}`}
        first={{ data: rows.map((run) => runJson(run, lookUps)), next_cursor: next }}
        siteId={siteId}
        ofFlows
        mayManage={can(role, 'flows.manage')}
        filter={<RunStateLinks base={base} mode={mode} state={state} />}
        empty={
          state === 'all' ? (
            <EmptyState
              icon={<Workflow aria-hidden />}
              title="Nobody has entered a flow yet"
              action={<LinkButton href={flows}>See the flows</LinkButton>}
            >
              People enter live flows by events from the time they were published.
            </EmptyState>
          ) : (
            <EmptyState title="None in this state" action={<LinkButton href={inMode(base, mode)}>Show all</LinkButton>}>
              Runs that get there show up by themselves.
            </EmptyState>
          )
        }
      />
    </>
  )
}
