import { WebhookEvents } from '@/components/connections/webhook-events'
import { PageHeader } from '@/components/ui/page-header'
import { webhookEventJson } from '@/lib/inbox/json'
import { listWebhookEvents, type WebhookStatus, webhookStatuses } from '@/lib/inbox/queries'
import { can } from '@/lib/tenancy/roles'
import { requireConnection, titledConnection } from '../read'

export const generateMetadata = titledConnection('Webhook events')

const labels: Record<WebhookStatus, string> = {
  received: 'Received',
  processed: 'Processed',
  waiting: 'Waiting for a person',
  switched_off: 'Switched off',
  ignored: 'Ignored',
  failed: 'Failed',
  dead: 'Given up',
}

export default async function WebhookEventsPage({
  params,
  searchParams,
}: PageProps<'/account/teams/[teamId]/stripe_accounts/[connectionId]/webhook_events'>) {
  const { teamId, connectionId } = await params
  const { access, connection } = await requireConnection(teamId, connectionId)
  const asked = (await searchParams).status
  const status = webhookStatuses.find((one) => one === asked)
  const { rows, next } = await listWebhookEvents(access.teamId, { connectionId: connection.id, status }, { limit: 50 })

  return (
    <>
      <PageHeader
        title="Webhook events"
        description={`Everything Stripe sent for ${connection.name}, and what became of it.`}
      />
      <WebhookEvents
        key={status ?? 'all'}
        teamId={teamId}
        connectionId={connection.id}
        status={status ?? null}
        statuses={webhookStatuses.map((value) => ({ value, label: labels[value] }))}
        initial={{ data: rows.map(webhookEventJson), next_cursor: next }}
        mayChange={can(access.role, 'settings.write')}
      />
    </>
  )
}
