import type { Metadata } from 'next'
import { DestinationList } from '@/components/destinations/destination-list'
import { KindCards } from '@/components/destinations/kind-cards'
import { inMode, modeOf } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { PageHeader } from '@/components/ui/page-header'
import { requireSite } from '@/lib/auth'
import { kinds } from '@/lib/destinations'
import { destinationJson } from '@/lib/destinations/json'
import { listDestinations } from '@/lib/destinations/queries'
import { wordsOf } from '@/lib/destinations/words'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { cursorParam } from '../../params'

type Props = PageProps<'/sites/[siteId]/destinations'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Destinations – ${siteName}` }
}

export default async function DestinationsPage({ params, searchParams }: Props) {
  const { teamId, siteId, siteName, role } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const cursor = cursorParam(query.cursor)
  const livemode = mode === 'live'
  const { rows, next } = await listDestinations(teamId, { siteId, livemode }, { cursor, limit: 50 })
  const mayManage = can(role, 'destinations.manage')
  const base = `/sites/${siteId}/destinations`
  const newHref = mayManage ? `${base}/new` : null
  const source = new URLSearchParams({ site_id: siteId, livemode: String(livemode), ...(cursor ? { cursor } : {}) })

  return (
    <>
      <PageHeader
        title="Destinations"
        description={`Where events of ${isolated(siteName)} go from here, and how each of them does.`}
        actions={
          newHref && rows.length > 0 ? (
            <LinkButton variant="primary" href={inMode(newHref, mode)}>
              Add a destination
            </LinkButton>
          ) : null
        }
      />
      {rows.length > 0 ? (
        <>
          <DestinationList
            key={`${mode} ${cursor}`}
            label={`${livemode ? 'Destinations' : 'Test destinations'} of ${siteName}`}
            source={`/api/v1/destinations?${source}`}
            first={{ data: rows.map(destinationJson), next_cursor: next }}
            base={base}
            mode={mode}
            kinds={Object.fromEntries(
              kinds.map((one) => [one.kind, { label: one.label, receiver: wordsOf(one).receiver }]),
            )}
          />
          <LoadMore href={next && inMode(`${base}?cursor=${next}`, mode)} label="Show the next 50" />
        </>
      ) : (
        <div className="flex flex-col gap-4">
          <Banner title={livemode ? 'No destination yet' : 'No test destination yet'}>
            {livemode
              ? 'Events stay in Sluice until you choose where they go.'
              : 'Test events go to test destinations only.'}{' '}
            {newHref
              ? 'Pick one; it takes a minute.'
              : `Owners and admins add one: ${names.format(await whoMay(teamId, 'destinations.manage'))}.`}
          </Banner>
          <KindCards kinds={kinds} newHref={newHref} mode={mode} />
        </div>
      )}
    </>
  )
}

const names = new Intl.ListFormat('en', { type: 'disjunction' })
