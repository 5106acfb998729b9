'use client'

import { Inbox } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Link } from '@/components/ui/link'
import { Select } from '@/components/ui/select'
import { Table, Th, Tr } from '@/components/ui/table'
import type { ConnectionStatus } from '@/lib/connections/view'
import type { WebhookPage } from './merge-webhooks'
import { useLiveWebhooks } from './use-live-webhooks'
import { WebhookLine } from './webhook-line'
import type { TypeWords } from './webhook-words'
import { connectionHref, countWords } from './words'

type WebhookEventsProps = {
  teamId: string
  connectionId: string
  connectionStatus: ConnectionStatus
  /** One status, `all`, or `used`: all but what is switched off. */
  status: string
  statuses: readonly { value: string; label: string }[]
  /** What the catalogue says about a type. */
  types: Readonly<Record<string, TypeWords>>
  /** How many are left out because they are switched off. */
  hidden: number
  initial: WebhookPage
  mayChange: boolean
}

/** Everything Stripe sent for this connection and what became of it, newest first, as it comes. */
export function WebhookEvents(props: WebhookEventsProps) {
  const { teamId, connectionId, connectionStatus, status, statuses, types, hidden, initial, mayChange } = props
  const router = useRouter()
  const live = useLiveWebhooks(connectionId, status, initial)
  const here = connectionHref(teamId, connectionId, 'webhook_events')
  const place = { teamId, status: connectionStatus }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-end gap-x-4 gap-y-2">
          <Field label="Status" className="w-full max-w-60">
            <Select
              options={statuses}
              value={status}
              onValueChange={(value) => router.replace((value === 'used' ? here : `${here}?status=${value}`) as Route)}
            />
          </Field>
          {hidden > 0 ? (
            <Link href={`${here}?status=all`} className="touchable text-link">
              {countWords(hidden)} hidden – show
            </Link>
          ) : null}
        </div>
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
          wide
          label="Webhook events"
          head={
            <Tr>
              <Th>Status</Th>
              <Th>Event</Th>
              <Th>Stripe event</Th>
              <Th numeric>Received</Th>
            </Tr>
          }
        >
          {live.rows.map((row) => (
            <WebhookLine key={row.id} row={row} words={types[row.type]} place={place} mayChange={mayChange} />
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

function Nothing({ status, here }: { status: string; here: string }) {
  const router = useRouter()
  if (status !== 'used' && status !== 'all') {
    return (
      <EmptyState
        title="None with this status"
        action={<Button onClick={() => router.replace(`${here}?status=all` as Route)}>Show all</Button>}
      />
    )
  }
  return (
    <EmptyState title="Nothing received yet" icon={<Inbox aria-hidden />}>
      Make a payment in Stripe: it shows up here within a second.
    </EmptyState>
  )
}
