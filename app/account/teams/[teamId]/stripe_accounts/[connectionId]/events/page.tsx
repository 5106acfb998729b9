import { isFilter } from '@/components/connections/event-rows'
import { EventSettingsEditor } from '@/components/connections/event-settings-editor'
import { Banner } from '@/components/ui/banner'
import { PageHeader } from '@/components/ui/page-header'
import { catalogue, eventGroups } from '@/lib/catalogue'
import { typesOfWeek } from '@/lib/connections/activity'
import { readEventSettings } from '@/lib/connections/event-settings'
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
  const [settings, week, missed, { q, show }] = await Promise.all([
    readEventSettings(access.teamId, connection.id),
    typesOfWeek(access.teamId, connection.id),
    missedCounts(access.teamId, connection.id),
    searchParams,
  ])
  if (!settings) throw new Error('A connection that was there a moment ago has no settings')
  const readOnly = !can(access.role, 'settings.write')

  return (
    <>
      <PageHeader
        title="Events"
        description={`What Sluice uses of what ${connection.name} sends, and what each event may do. Changes apply to events from now on.`}
      />
      {readOnly ? <ReadOnly names={await whoMay(access.teamId, 'settings.write')} /> : null}
      <EventSettingsEditor
        connectionId={connection.id}
        initial={settings}
        groups={eventGroups}
        readOnly={readOnly}
        start={{ search: typeof q === 'string' ? q : '', filter: isFilter(show) ? show : 'all' }}
        rows={catalogue.map(({ type, name, label, why, group, money, advanced, locked, person }) => ({
          type,
          name,
          label,
          why,
          group,
          money,
          advanced,
          locked,
          person,
          week: week.get(type) ?? 0,
          missed: missed[type] ?? 0,
        }))}
      />
    </>
  )
}

function ReadOnly({ names }: { names: readonly string[] }) {
  const who = new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
  return (
    <Banner tone="info" title="You can read these settings, not change them." className="mb-4">
      Marketers, admins and owners may. Ask {who}.
    </Banner>
  )
}
