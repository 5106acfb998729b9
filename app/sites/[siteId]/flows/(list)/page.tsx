import type { Metadata } from 'next'
import { FlowList } from '@/components/flows/flow-list'
import { TemplateCards } from '@/components/flows/template-cards'
import { inMode, modeOf } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { flowJson } from '@/lib/flows/json'
import { listFlows } from '@/lib/flows/queries'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { cursorParam } from '../../params'
import { templateWords } from '../template-words'

type Props = PageProps<'/sites/[siteId]/flows'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Flows – ${siteName}` }
}

export default async function FlowsPage({ params, searchParams }: Props) {
  const { teamId, siteId, siteName, role } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const cursor = cursorParam(query.cursor)
  const livemode = mode === 'live'
  const { rows, next } = await listFlows(teamId, { siteId, livemode }, { cursor, limit: 50 })
  const mayManage = can(role, 'flows.manage')
  const base = `/sites/${siteId}/flows`
  const source = new URLSearchParams({ site_id: siteId, livemode: String(livemode), ...(cursor ? { cursor } : {}) })

  return (
    <>
      <PageHeader
        title="Flows"
        description={`What is done by itself when something happens to somebody of ${isolated(siteName)}.`}
        actions={
          rows.length > 0 ? (
            <>
              <LinkButton href={inMode(`${base}/runs`, mode)}>All runs</LinkButton>
              {mayManage ? (
                <LinkButton variant="primary" href={inMode(`${base}/new`, mode)}>
                  New flow
                </LinkButton>
              ) : null}
            </>
          ) : null
        }
      />
      {rows.length > 0 ? (
        <>
          <FlowList
            key={`${mode} ${cursor}`}
            label={`${livemode ? 'Flows' : 'Test flows'} of ${siteName}`}
            source={`/api/v1/flows?${source}`}
            first={{ data: rows.map(flowJson), next_cursor: next }}
            base={base}
            mode={mode}
          />
          <LoadMore href={next && inMode(`${base}?cursor=${next}`, mode)} label="Show the next 50" />
        </>
      ) : (
        <div className="flex flex-col gap-4">
          <Banner title={livemode ? 'No flow yet' : 'No test flow yet'}>
            {livemode ? 'Nothing is sent or changed by itself.' : 'Test events start test flows only.'}{' '}
            {mayManage
              ? 'Take a template: it comes as a draft, and runs for nobody before you publish it.'
              : `Marketers, admins and owners make one: ask ${names.format(await whoMay(teamId, 'flows.manage'))}.`}
          </Banner>
          <TemplateCards templates={templateWords()} siteId={siteId} mode={mode} mayManage={mayManage} />
        </div>
      )}
    </>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })
