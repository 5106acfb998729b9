import { EventCatalogue } from '@/components/catalogue/event-catalogue'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { requireTeam } from '@/lib/auth'
import { type CatalogueRow, catalogueRow, eventGroups, everyEvent, isDerived, notesOf } from '@/lib/catalogue'
import { sampleOf } from '@/lib/normalize/sample'
import { titled } from '../../../titled'

export const generateMetadata = titled('All events')

export default async function AllEventsPage({
  params,
  searchParams,
}: PageProps<'/account/teams/[teamId]/apps/stripe/events'>) {
  const [{ teamId }, { q }] = await Promise.all([params, searchParams])
  await requireTeam(teamId)
  return (
    <>
      <PageHeader
        title="All events"
        description="Every event Sluice knows, by the name flows and destinations use. Each connection’s event settings choose what is used and what it may do."
        breadcrumb={
          <Breadcrumb
            items={[{ label: 'Stripe', href: `/account/teams/${teamId}/apps/stripe` }, { label: 'All events' }]}
          />
        }
      />
      <EventCatalogue entries={entries} groups={eventGroups} search={typeof q === 'string' ? q : ''} />
    </>
  )
}

const labelOf = (type: string) => catalogueRow(type)?.label ?? type
const entries = everyEvent.map((row) => ({
  type: row.type,
  name: row.name,
  label: row.label,
  why: row.why,
  group: row.group,
  start: startOf(row),
  derived: isDerived(row),
  notes: notesOf(row, labelOf),
  sample: JSON.stringify(sampleOf(row), null, 2),
}))

function startOf({ locked, defaults }: CatalogueRow): string {
  if (locked) return 'Always on'
  return defaults.on ? 'On at first' : 'Off at first'
}
