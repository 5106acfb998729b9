import { SearchX, Users } from 'lucide-react'
import type { Metadata, Route } from 'next'
import Form from 'next/form'
import { inMode, type Mode, modeOf } from '@/components/layout/mode'
import { SubscriberTable } from '@/components/subscribers/subscriber-table'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { LoadMore } from '@/components/ui/load-more'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { requireSite } from '@/lib/auth'
import { subscriberJson } from '@/lib/subscribers/json'
import { listSubscribers, SearchTooSlow } from '@/lib/subscribers/queries'
import { cursorParam, textParam } from '../../params'

type Props = PageProps<'/sites/[siteId]/subscribers'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteName } = await requireSite((await params).siteId)
  return { title: `Subscribers – ${siteName}` }
}

export default async function SubscribersPage({ params, searchParams }: Props) {
  const { teamId, siteId, siteName } = await requireSite((await params).siteId)
  const query = await searchParams
  const mode = modeOf(query.mode)
  const search = textParam(query.q)
  const cursor = cursorParam(query.cursor)
  const base = `/sites/${siteId}/subscribers`
  const found = await listSubscribers(
    teamId,
    { siteId, livemode: mode === 'live', search },
    { cursor, limit: 50 },
  ).catch((error: unknown) => {
    if (error instanceof SearchTooSlow) return null
    throw error
  })

  return (
    <>
      <PageHeader
        title="Subscribers"
        description="Everyone Stripe told this site about, with plan and lifetime value."
      />
      <Form action={base as Route} className="mb-4 flex flex-wrap items-center gap-2" key={search}>
        {mode === 'test' ? <input type="hidden" name="mode" value="test" /> : null}
        <SearchInput
          name="q"
          label="Search by e-mail, name or customer id"
          placeholder="E-mail, name or cus_…"
          defaultValue={search}
          className="w-80 max-sm:flex-1"
        />
        <Button type="submit">Search</Button>
      </Form>
      {found === null ? <TooSlow /> : null}
      {found?.rows.length === 0 ? <Nobody mode={mode} search={search} base={base} siteId={siteId} /> : null}
      {found && found.rows.length > 0 ? (
        <>
          <SubscriberTable
            label={`${mode === 'test' ? 'Test subscribers' : 'Subscribers'} of ${siteName}`}
            rows={found.rows.map(subscriberJson)}
            hrefOf={(id) => inMode(`${base}/${id}`, mode)}
          />
          <LoadMore href={found.next && inMode(withQuery(base, search, found.next), mode)} label="Show the next 50" />
        </>
      ) : null}
      {cursor ? (
        <p className="text-center">
          <Link href={inMode(withQuery(base, search), mode)} className="text-link">
            Back to the newest
          </Link>
        </p>
      ) : null}
    </>
  )
}

function withQuery(base: string, search: string | undefined, cursor?: string) {
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (cursor) query.set('cursor', cursor)
  return query.size > 0 ? `${base}?${query}` : base
}

function Nobody({
  mode,
  search,
  base,
  siteId,
}: {
  mode: Mode
  search: string | undefined
  base: string
  siteId: string
}) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      {search ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={`Nobody matches “${search}”`}
          action={<LinkButton href={inMode(base, mode)}>Clear the search</LinkButton>}
        >
          We look at the start of the address, anywhere in the name, and for a whole customer id.
        </EmptyState>
      ) : (
        <EmptyState
          icon={<Users aria-hidden />}
          title={mode === 'test' ? 'No test subscribers yet' : 'No subscribers yet'}
          action={
            <LinkButton variant="primary" href={inMode(`/sites/${siteId}`, mode)}>
              See what is missing
            </LinkButton>
          }
        >
          People appear with their first event. What happened before Stripe was connected is not imported.
        </EmptyState>
      )}
    </div>
  )
}

function TooSlow() {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState icon={<SearchX aria-hidden />} title="That search took too long">
        We stopped it after two seconds. Type more letters, or the whole e-mail address.
      </EmptyState>
    </div>
  )
}
