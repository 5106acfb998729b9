import type { Metadata } from 'next'
import { MoneyPolicyForm } from '@/components/sites/money-policy-form'
import { Banner } from '@/components/ui/banner'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { moneyPolicyOf } from '@/lib/sites/money-policy'
import { findSite } from '@/lib/sites/queries'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'

type Props = PageProps<'/sites/[siteId]/settings'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Settings – ${siteName}` }
}

export default async function SiteSettingsPage({ params }: Props) {
  const { teamId, siteId, siteName, role } = await requireSite((await params).siteId)
  const site = await findSite(teamId, siteId)
  const policy = moneyPolicyOf(site?.moneyPolicy)
  const currency = site?.reportingCurrency ?? ''
  const mayChange = can(role, 'sites.manage')

  return (
    <>
      <PageHeader
        title="Settings"
        description={`How the figures of ${siteName} are counted. A change counts for everything there is, not only from now on: all figures are computed again, which takes a moment.`}
      />
      {mayChange ? null : (
        <Banner className="mb-4" title="You can read these settings">
          Owners and admins change them: {names.format(await whoMay(teamId, 'sites.manage'))}.
        </Banner>
      )}
      <MoneyPolicyForm
        // A save, here or elsewhere, starts the form anew.
        key={JSON.stringify([policy, currency])}
        siteId={siteId}
        saved={policy}
        savedCurrency={currency}
        mayChange={mayChange}
      />
    </>
  )
}

const names = new Intl.ListFormat('en')
