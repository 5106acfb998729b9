import { WebhookEvents } from '@/components/connections/webhook-events'
import { PageHeader } from '@/components/ui/page-header'
import { everyEvent } from '@/lib/catalogue'
import { webhookEventJson } from '@/lib/inbox/json'
import { listWebhookEvents, switchedOffCount, type WebhookStatus, webhookStatuses } from '@/lib/inbox/queries'
import { can } from '@/lib/tenancy/roles'
import { requireConnection, titledConnection } from '../read'

export const generateMetadata = titledConnection('Received')

const labels: Record<WebhookStatus, string> = {
  received: 'Received',
  processed: 'Processed',
  waiting: 'Waiting for a person',
  switched_off: 'Switched off',
  ignored: 'Ignored',
  failed: 'Failed',
  dead: 'Given up',
}

const lists = ['used', 'all', ...webhookStatuses] as const

const statuses = [
  { value: 'used', label: 'All but switched off' },
  { value: 'all', label: 'All' },
  ...webhookStatuses.map((value) => ({ value, label: labels[value] })),
]

/** What the list says about a type besides its name. */
const types = Object.fromEntries(
  everyEvent.map(({ type, label, why, defaults }) => [type, { label, why, off: !defaults.on }]),
)

export default async function WebhookEventsPage({
  params,
  searchParams,
}: PageProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]/webhook_events'>) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  const asked = (await searchParams).status
  const status = lists.find((one) => one === asked) ?? 'used'
  const filter = { connectionId: connection.id, status: status === 'all' ? undefined : status }
  const [{ rows, next }, hidden] = await Promise.all([
    listWebhookEvents(access.teamId, filter, { limit: 50 }),
    status === 'used' ? switchedOffCount(access.teamId, connection.id) : 0,
  ])

  return (
    <>
      <PageHeader
        title="Received"
        description={`Everything Stripe sent for ${connection.name}, and what became of it.`}
      />
      <WebhookEvents
        key={status}
        teamId={teamId}
        connectionId={connection.id}
        connectionStatus={connection.status}
        status={status}
        statuses={statuses}
        types={types}
        hidden={hidden}
        initial={{ data: rows.map(webhookEventJson), next_cursor: next }}
        mayChange={can(access.role, 'settings.write')}
      />
    </>
  )
}
