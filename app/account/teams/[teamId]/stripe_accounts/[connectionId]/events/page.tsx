import { isFilter } from '@/components/connections/event-rows'
import { EventSettingsEditor } from '@/components/connections/event-settings-editor'
import { IgnoredCustomers } from '@/components/connections/ignored-customers'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { type CatalogueRow, catalogueRow, eventGroups, everyEvent, notesOf } from '@/lib/catalogue'
import { typesOfWeek } from '@/lib/connections/activity'
import { isChargeEvent } from '@/lib/connections/charge-events'
import { readEventSettings } from '@/lib/connections/event-settings'
import { conditionsFor } from '@/lib/connections/filter-conditions'
import { readIgnoredCustomers } from '@/lib/connections/ignored-customers'
import { knownProducts } from '@/lib/connections/product-names'
import { missedCounts } from '@/lib/inbox/missed'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { requireConnection, titledConnection } from '../read'

export const generateMetadata = titledConnection('Event settings')

export default async function EventSettingsPage({
  params,
  searchParams,
}: PageProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]/events'>) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  const [settings, week, missed, products, ignored, { q, show }] = await Promise.all([
    readEventSettings(access.teamId, connection.id),
    typesOfWeek(access.teamId, connection.id),
    missedCounts(access.teamId, connection.id),
    knownProducts(access.teamId, connection.id),
    readIgnoredCustomers(access.teamId, connection.id),
    searchParams,
  ])
  if (!settings) throw new Error('A connection that was there a moment ago has no settings')
  const readOnly = !can(access.role, 'settings.write')

  return (
    <>
      <PageHeader
        title="Event settings"
        description={`What Sluice uses of what ${connection.name} sends, and what each event may do. Changes apply to events from now on.`}
        actions={<LinkButton href={`/account/teams/${teamId}/apps/stripe/events`}>All events</LinkButton>}
      />
      {readOnly ? <ReadOnly names={await whoMay(access.teamId, 'settings.write')} /> : null}
      <EventSettingsEditor
        connectionId={connection.id}
        initial={settings}
        groups={eventGroups}
        choices={{
          products,
          names: Object.fromEntries(products.map(({ id, name }) => [id, name])),
          bothModes: connection.livemode,
        }}
        readOnly={readOnly}
        start={{ search: typeof q === 'string' ? q : '', filter: isFilter(show) ? show : 'all' }}
        rows={everyEvent.map((row) => ({
          ...shownOf(row),
          notes: notesOf(row, labelOf),
          conditions: conditionsFor(row),
          charge: isChargeEvent(row.type),
          week: week.get(row.type) ?? 0,
          missed: missed[row.type] ?? 0,
        }))}
      />
      <IgnoredCustomers
        connectionId={connection.id}
        sitePath={`/sites/${connection.site_id}`}
        mode={connection.livemode ? 'live' : 'test'}
        initial={ignored?.data ?? []}
        readOnly={readOnly}
      />
    </>
  )
}

const labelOf = (type: string) => catalogueRow(type)?.label ?? type

/** What the browser needs of a row: its readers are functions, and they stay here. */
function shownOf({ type, name, label, why, group, money, advanced, locked, person }: CatalogueRow) {
  return { type, name, label, why, group, money, advanced, locked, person }
}

function ReadOnly({ names }: { names: readonly string[] }) {
  const who = new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
  return (
    <Banner tone="info" title="You can read these settings, not change them." className="mb-4">
      Marketers, admins and owners may. Ask {who}.
    </Banner>
  )
}
