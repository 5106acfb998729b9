import { LaterSettings } from '@/components/destinations/later-settings'
import { inMode } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { type ContactField, contactFields } from '@/lib/destinations/destination'
import { destinationJson } from '@/lib/destinations/json'
import { signingOverlapOf } from '@/lib/destinations/signing'
import { snippets } from '@/lib/destinations/webhook/snippets'
import { wordsOf } from '@/lib/destinations/words'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { choiceGroups, choiceRows, formFields } from '../../../form-parts'
import { requireDestination, titledDestination } from '../../read'

export const generateMetadata = titledDestination('Settings')

export default async function DestinationSettingsPage({
  params,
}: PageProps<'/sites/[siteId]/destinations/[destinationId]/settings'>) {
  const { siteId, destinationId } = await params
  const { access, destination, kind } = await requireDestination(siteId, destinationId)
  const mayManage = can(access.role, 'destinations.manage')
  const shown = destinationJson(destination)
  const mode = shown.livemode ? 'live' : 'test'

  return (
    <div className="flex flex-col gap-4">
      {mayManage ? null : (
        <Banner title="You can read these settings, not change them.">
          Admins and owners may. Ask {names.format(await whoMay(access.teamId, 'destinations.manage'))}.
        </Banner>
      )}
      <LaterSettings
        first={shown}
        label={wordsOf(kind).asked}
        fields={formFields(kind)}
        rows={choiceRows(kind)}
        groups={choiceGroups}
        mapped={kind.mapping ? contactFields.map((field) => ({ field, label: fieldLabels[field] })) : []}
        snippets={kind.signing ? snippets() : []}
        overlapEnds={signingOverlapOf(destination)}
        listHref={inMode(`/sites/${access.siteId}/destinations`, mode)}
        mayManage={mayManage}
      />
    </div>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })

const fieldLabels: Record<ContactField, string> = {
  first_name: 'First name',
  last_name: 'Last name',
  lifetime_value: 'Lifetime value',
  currency: 'Currency of the figures',
  mrr: 'MRR',
  plan: 'Plan',
  subscription_status: 'Subscription status',
  user_group: 'User group',
}
