'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Table, Th, Tr } from '@/components/ui/table'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { useLiveWebhooks } from './use-live-webhooks'
import { WebhookLine } from './webhook-line'
import { connectionHref } from './words'

export type WebhookPage = { data: WebhookEventJson[]; next_cursor: string | null }

type WebhookEventsProps = {
  teamId: string
  connectionId: string
  /** Of one status only, when chosen. */
  status: string | null
  statuses: readonly { value: string; label: string }[]
  initial: WebhookPage
  mayChange: boolean
}

/** Everything Stripe sent for this connection and what became of it, newest first, as it comes. */
export function WebhookEvents({ teamId, connectionId, status, statuses, initial, mayChange }: WebhookEventsProps) {
  const router = useRouter()
  const live = useLiveWebhooks(connectionId, status, initial)
  const here = connectionHref(teamId, connectionId, 'webhook_events')

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label="Status" className="w-full max-w-60">
          <Select
            options={[{ value: 'all', label: 'All' }, ...statuses]}
            value={status ?? 'all'}
            onValueChange={(value) => router.replace((value === 'all' ? here : `${here}?status=${value}`) as Route)}
          />
        </Field>
        {live.fresh > 0 ? (
          <Button size="sm" onClick={live.showFresh}>
            {live.fresh === 1 ? '1 new webhook event' : `${live.fresh} new webhook events`} – show
          </Button>
        ) : null}
      </div>
      {live.stopped ? (
        <Banner tone="warn" title="Updates stopped. We keep trying.">
          What you see is as of the last answer.
        </Banner>
      ) : null}
      {live.rows.length > 0 ? (
        <Table
          label="Webhook events"
          head={
            <Tr>
              <Th>Status</Th>
              <Th>Type</Th>
              <Th>Stripe event</Th>
              <Th numeric>Received</Th>
            </Tr>
          }
        >
          {live.rows.map((row) => (
            <WebhookLine key={row.id} row={row} teamId={teamId} mayChange={mayChange} />
          ))}
        </Table>
      ) : (
        <Nothing status={status} here={here} />
      )}
      {live.next ? (
        <div className="flex justify-center">
          <Button onClick={live.loadMore}>Load more</Button>
        </div>
      ) : null}
    </div>
  )
}

function Nothing({ status, here }: { status: string | null; here: string }) {
  const router = useRouter()
  if (status) {
    return (
      <EmptyState
        title="None with this status"
        action={<Button onClick={() => router.replace(here as Route)}>Show all</Button>}
      />
    )
  }
  return (
    <EmptyState title="No webhook events yet" icon={<Badge tone="live">Live</Badge>}>
      Make a payment in Stripe: it shows up here within a second.
    </EmptyState>
  )
}
