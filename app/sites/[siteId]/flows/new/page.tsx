import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { TemplateCards } from '@/components/flows/template-cards'
import { inMode, modeOf } from '@/components/layout/mode'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { LinkButton } from '@/components/ui/link-button'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { requestIdHeader } from '@/security-headers'
import { templateWords } from '../template-words'

type Props = PageProps<'/sites/[siteId]/flows/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `New flow – ${siteName}` }
}

export default async function NewFlowPage({ params, searchParams }: Props) {
  const { teamId, siteId, role } = await requireSite((await params).siteId)
  const mode = modeOf((await searchParams).mode)
  const list = inMode(`/sites/${siteId}/flows`, mode)
  const mayManage = can(role, 'flows.manage')
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb items={[{ label: 'Flows', href: list }, { label: 'New flow' }]} />}
        title="New flow"
        status={mode === 'test' ? <Badge tone="test">Test</Badge> : null}
        {...(mayManage ? { description: 'Each comes as a draft. Nobody enters before you publish it.' } : {})}
      />
      {mayManage ? (
        <TemplateCards templates={templateWords()} siteId={siteId} mode={mode} mayManage />
      ) : (
        <NoAccess
          title="Flows are made by marketers, admins and owners"
          askWho={await whoMay(teamId, 'flows.manage')}
          requestId={(await headers()).get(requestIdHeader) ?? undefined}
          action={<LinkButton href={list}>See the flows</LinkButton>}
        />
      )}
    </>
  )
}
