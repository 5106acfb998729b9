import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import { Td, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { reasonText } from '@/lib/reasons'
import { RetryButton } from './retry-button'
import { connectionHref } from './words'

type WebhookLineProps = { row: WebhookEventJson; teamId: string; mayChange: boolean }

/** One webhook event: its status in words, why, and a way on. */
export function WebhookLine({ row, teamId, mayChange }: WebhookLineProps) {
  return (
    <Tr>
      <Td>
        <Status status={row.status} />
        {row.reason ? <Why row={row} reason={row.reason} teamId={teamId} mayChange={mayChange} /> : null}
      </Td>
      <Td label="Type">
        <code className="break-all font-mono text-sm">{row.type}</code>{' '}
        {row.livemode ? null : <Badge tone="test">Test</Badge>}
      </Td>
      <Td label="Stripe event">
        {row.status === 'received' ? (
          <code className="break-all font-mono text-sm">{row.stripe_event_id}</code>
        ) : (
          <Link href={`/sites/${row.site_id}/events/${row.id}`} className="break-all font-mono text-link text-sm">
            {row.stripe_event_id}
          </Link>
        )}
      </Td>
      <Td label="Received" numeric>
        <Time value={row.received_at} />
      </Td>
    </Tr>
  )
}

type WhyProps = { row: WebhookEventJson; reason: string; teamId: string; mayChange: boolean }

function Why({ row, reason, teamId, mayChange }: WhyProps) {
  const { title, explanation, action } = reasonText(reason)
  const href = mayChange ? wayOn(action.does, row, teamId) : null
  return (
    <details className="max-w-md text-sm">
      <summary className="w-fit text-muted">{saysTheSame(row.status) ? 'Why' : title}</summary>
      <div className="mt-1 text-muted">
        {explanation} {mayChange && row.status === 'dead' ? <RetryButton id={row.id} label={action.label} /> : null}
        {href ? (
          <Link href={href} className="text-link">
            {action.label}
          </Link>
        ) : null}
      </div>
    </details>
  )
}

/** Some statuses have one reason only, whose title the status already is. */
function saysTheSame(status: WebhookEventJson['status']): boolean {
  return status === 'waiting' || status === 'switched_off'
}

/** Where a reason's button leads; null where there is no page for it. */
function wayOn(does: string, row: WebhookEventJson, teamId: string): string | null {
  const to = (page?: string) => connectionHref(teamId, row.connection_id, page)
  if (does === 'switch_on') return `${to('events')}?q=${encodeURIComponent(row.type)}`
  if (does === 'resume') return to('settings')
  if (does === 'reconnect' || does === 'open_connection') return to()
  return null
}
