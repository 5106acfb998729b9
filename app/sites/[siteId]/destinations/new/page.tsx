import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { KindCards } from '@/components/destinations/kind-cards'
import { NewDestination } from '@/components/destinations/new-destination'
import { inMode, modeOf } from '@/components/layout/mode'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { LinkButton } from '@/components/ui/link-button'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { kindOf, kinds } from '@/lib/destinations'
import { demoSettings } from '@/lib/destinations/demo-settings'
import { snippets } from '@/lib/destinations/webhook/snippets'
import { wordsOf } from '@/lib/destinations/words'
import { destinationSandbox } from '@/lib/overview/sandbox'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { requestIdHeader } from '@/security-headers'
import { textParam } from '../../params'
import { choiceGroups, choiceRows, formFields } from '../form-parts'

type Props = PageProps<'/sites/[siteId]/destinations/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `New destination – ${siteName}` }
}

export default async function NewDestinationPage({ params, searchParams }: Props) {
  const { teamId, siteId, role } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const base = `/sites/${siteId}/destinations`
  const kind = kindOf(textParam(query.kind) ?? '')
  const head = {
    breadcrumb: (
      <Breadcrumb
        items={[
          { label: 'Destinations', href: inMode(base, mode) },
          ...(kind
            ? [{ label: 'New destination', href: inMode(`${base}/new`, mode) }, { label: kind.label }]
            : [{ label: 'New destination' }]),
        ]}
      />
    ),
    status: mode === 'test' ? <Badge tone="test">Test</Badge> : null,
  }

  if (!can(role, 'destinations.manage')) {
    return (
      <>
        <PageHeader {...head} title="New destination" />
        <NoAccess
          title="Destinations are added by owners and admins"
          askWho={await whoMay(teamId, 'destinations.manage')}
          requestId={(await headers()).get(requestIdHeader) ?? undefined}
          action={<LinkButton href={inMode(base, mode)}>See the destinations</LinkButton>}
        />
      </>
    )
  }
  if (!kind) {
    return (
      <>
        <PageHeader {...head} title="New destination" description="1. What kind is it? Two short steps follow." />
        <KindCards kinds={kinds} newHref={`${base}/new`} mode={mode} />
      </>
    )
  }
  const sandbox = destinationSandbox()
  const words = wordsOf(kind)
  return (
    <>
      <PageHeader {...head} title={`Connect ${words.one}`} description={kind.gets} />
      <NewDestination
        siteId={siteId}
        mode={mode}
        kind={{ kind: kind.kind, label: kind.label, words }}
        fields={formFields(kind)}
        rows={choiceRows(kind)}
        groups={choiceGroups}
        snippets={kind.signing ? snippets() : []}
        demo={sandbox === null ? null : demoSettings(kind.kind, sandbox)}
        base={base}
      />
    </>
  )
}
