import { DestinationHead } from '@/components/destinations/destination-head'
import { DisabledBanner } from '@/components/destinations/disabled-banner'
import { inMode } from '@/components/layout/mode'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { TabLinks } from '@/components/ui/tab-links'
import { destinationJson } from '@/lib/destinations/json'
import { wordsOf } from '@/lib/destinations/words'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { testTypes } from '../../form-parts'
import { requireDestination } from '../read'

/** Asked here, above the loading states: once a skeleton has been sent, the answer could not be a 404 any more. */
export default async function DestinationLayout({
  children,
  params,
}: LayoutProps<'/sites/[siteId]/destinations/[destinationId]'>) {
  const { siteId, destinationId } = await params
  const { access, destination, kind } = await requireDestination(siteId, destinationId)
  const mode = destination.record.livemode ? 'live' : 'test'
  const list = `/sites/${access.siteId}/destinations`
  const name = isolated(destination.record.name)
  const shown = destinationJson(destination)
  const mayManage = can(access.role, 'destinations.manage')
  // A destination's own name may be anything.
  const who = wordsOf(kind).receiver
  return (
    <>
      <div className="mb-2">
        <Breadcrumb items={[{ label: 'Destinations', href: inMode(list, mode) }, { label: name }]} />
      </div>
      <DestinationHead
        first={shown}
        kind={{ label: kind.label, keepsPeople: kind.needsPerson }}
        who={who}
        testTypes={testTypes}
        mayManage={mayManage}
      />
      {shown.state === 'disabled' ? (
        <DisabledBanner
          destination={shown}
          who={who}
          mayManage={mayManage}
          askWho={`Owners and admins enable it: ask ${names.format(await whoMay(access.teamId, 'destinations.manage'))}.`}
        />
      ) : null}
      <TabLinks
        label={`${name} (destination)`}
        tabs={tabs.map(({ page, label }) => ({
          href: inMode(`${list}/${destinationId}${page}`, mode),
          label,
        }))}
      />
      <div className="mt-6">{children}</div>
    </>
  )
}

const tabs = [
  { page: '', label: 'Deliveries' },
  { page: '/settings', label: 'Settings' },
  { page: '/receives', label: 'What it receives' },
]

const names = new Intl.ListFormat('en', { type: 'disjunction' })
