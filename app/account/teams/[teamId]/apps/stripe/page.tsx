import { Plug } from 'lucide-react'
import { AppFacts } from '@/components/connections/app-facts'
import { ConnectionList } from '@/components/connections/connection-list'
import { InstallForm } from '@/components/connections/install-form'
import { Notice } from '@/components/connections/notice'
import { WebhookSetup } from '@/components/connections/webhook-setup'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { requireTeam } from '@/lib/auth'
import { catalogue } from '@/lib/catalogue'
import { listConnections } from '@/lib/connections/queries'
import { defaultSite, type SiteRow, sitesOf } from '@/lib/sites/queries'
import { isSandbox, modeSettings, platformWebhookUrl, redirectUri } from '@/lib/stripe/settings'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { titled } from '../../titled'

export const generateMetadata = titled('Stripe app')

export default async function StripeAppPage({
  params,
  searchParams,
}: PageProps<'/account/teams/[teamId]/apps/stripe'>) {
  const access = await requireTeam((await params).teamId)
  const query = await searchParams
  const mayConnect = can(access.role, 'connections.manage')
  const [{ rows: connections }, sites] = await Promise.all([
    listConnections(access.teamId, {}, { limit: 200 }),
    sitesOf(access.teamId),
  ])

  return (
    <>
      <PageHeader
        title="Stripe"
        description="Turns payments, subscriptions, invoices and customers into events on your site and keeps each subscriber’s lifetime value and plan up to date."
        actions={<LinkButton href={`/account/teams/${access.teamId}/apps/stripe/events`}>All events</LinkButton>}
      />
      <p className="-mt-4 mb-6 flex flex-wrap items-center gap-2 text-muted text-sm">
        By Sluice · Category: Payments
        {['revenue', 'subscriptions', 'e-commerce'].map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </p>
      <div className="flex flex-col gap-4">
        <Notice teamId={access.teamId} query={query} />
        {connections.length > 0 ? (
          <section aria-labelledby="accounts">
            <h2 id="accounts" className="mb-2 font-semibold text-lg">
              Connected accounts
            </h2>
            <ConnectionList connections={connections} mayConnect={mayConnect} />
          </section>
        ) : null}
        <Card
          id="install"
          title={connections.length > 0 ? 'Connect another account' : 'Install'}
          description={mayConnect ? 'Stripe asks which account to connect; you can disconnect any time.' : undefined}
        >
          {mayConnect ? (
            <Install teamId={access.teamId} sites={sites} siteId={query.site} mode={query.mode} />
          ) : (
            <p className="text-muted">
              Owners and admins connect accounts. Ask {names.format(await whoMay(access.teamId, 'connections.manage'))}.
            </p>
          )}
        </Card>
        {connections.length === 0 ? (
          <p className="flex items-center gap-2 text-muted">
            <Plug aria-hidden className="size-4 shrink-0" />
            No Stripe account is connected yet. Events begin to arrive with the first payment after you connect; history
            is not imported.
          </p>
        ) : null}
        <AppFacts />
        <WebhookSetup
          webhookUrl={platformWebhookUrl()}
          redirectUri={redirectUri()}
          types={catalogue.map(({ type }) => type)}
          sandbox={isSandbox()}
        />
      </div>
    </>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })

type InstallProps = {
  teamId: string
  sites: readonly SiteRow[]
  /** What the address asks for; anybody may write it, so only a site of the team and a known mode count. */
  siteId: unknown
  mode: unknown
}

function Install({ teamId, sites, siteId, mode }: InstallProps) {
  const modes = [true, false].filter((livemode) => modeSettings(livemode)).map((livemode) => ({ livemode }))
  const asked = sites.find(({ id }) => id === siteId)
  if (modes.length === 0) {
    return (
      <EmptyState title="This server is not set up for Stripe yet">
        The operator sets STRIPE_CLIENT_ID and STRIPE_SECRET_KEY, or the same for test mode, and starts Sluice again.
      </EmptyState>
    )
  }
  if (sites.length === 0) {
    return <EmptyState title="This team has no site yet">Events land on a site. Make one first.</EmptyState>
  }
  return (
    <InstallForm
      teamId={teamId}
      sites={sites.map(({ id, name }) => ({ id, name }))}
      modes={modes}
      defaultSiteId={(asked ?? defaultSite(sites))?.id}
      defaultLivemode={mode !== 'test'}
      sandbox={isSandbox()}
    />
  )
}
