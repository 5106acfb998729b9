'use client'

import { useQuery } from '@tanstack/react-query'
import { Plug } from 'lucide-react'
import { Health } from '@/components/connections/health'
import { connectHref, connectionHref } from '@/components/connections/words'
import { inMode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import { CodeBlock } from '@/components/ui/code-block'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { moneyWords } from '@/components/ui/money-words'
import { Status } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { ConnectionView } from '@/lib/connections/view'
import { isolated } from '@/lib/text/isolated'
import { useEditor } from './editor-context'

export interface FeedingConnection {
  view: ConnectionView
  /** Types it does not use, or that may not start flows: by its event settings. */
  off: readonly string[]
  noFlows: readonly string[]
}

type FedByProps = { teamId: string; connections: readonly FeedingConnection[]; mayConnect: boolean; askWho: string }

/** Which connection feeds the flow, how it does, and the last event of the trigger's kind; or the way to connect one. */
export function FedBy({ teamId, connections, mayConnect, askWho }: FedByProps) {
  const { siteId, flowId, livemode, draft } = useEditor()
  const { type } = draft.trigger
  const here = `/sites/${siteId}/flows/${flowId}`
  return (
    <section aria-label="Fed by" className="flex flex-col gap-3 border-line border-t bg-sunken/50 px-5 py-4">
      {connections.length === 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-60">
            <span className="font-medium">No {livemode ? '' : 'test '}Stripe account feeds this flow yet.</span>{' '}
            <span className="text-muted">
              {mayConnect ? 'Connect one; you come back here, and nothing of the flow gets lost.' : askWho}
            </span>
          </p>
          {mayConnect ? (
            <LinkButton
              variant="primary"
              outside
              href={connectHref(teamId, { siteId, livemode, returnTo: inMode(here, livemode ? 'live' : 'test') })}
            >
              <Plug aria-hidden />
              Connect with Stripe
            </LinkButton>
          ) : null}
        </div>
      ) : (
        connections.map((connection) => (
          <Feeder key={connection.view.id} teamId={teamId} connection={connection} type={type} />
        ))
      )}
      {type === '' ? null : <LastEvent />}
    </section>
  )
}

type FeederProps = { teamId: string; connection: FeedingConnection; type: string }

function Feeder({ teamId, connection: { view, off, noFlows }, type }: FeederProps) {
  const settings = `${connectionHref(teamId, view.id, 'events')}?q=${encodeURIComponent(type)}`
  const why = off.includes(type)
    ? 'This event is switched off for this connection, so it starts nothing.'
    : noFlows.includes(type)
      ? 'This event may not trigger flows for this connection.'
      : null
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span>
          <span className="text-muted">Fed by </span>
          <Link href={connectionHref(teamId, view.id)} className="text-link">
            {isolated(view.name)}
          </Link>
        </span>
        <span className="text-sm">
          <Health connection={view} />
        </span>
      </p>
      {why ? (
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <Status status="switched_off" className="text-sm">
            {why}
          </Status>
          <Link href={settings} className="touchable text-link">
            Open the event settings
          </Link>
        </p>
      ) : null}
    </div>
  )
}

type EventOfKind = {
  id: string
  subscriber: { name: string | null; email: string | null }
  value: { amount: string; currency: string } | null
  received_at: string
}

/** The newest event of the trigger's kind on this site, and what it looks like. */
function LastEvent() {
  const { siteId, livemode, draft } = useEditor()
  const query = new URLSearchParams({
    ...{ site_id: siteId, type: draft.trigger.type, livemode: String(livemode), limit: '1' },
  })
  const { data } = useQuery(liveRead<{ data: EventOfKind[] }>(`/api/v1/events?${query}`, 5_000))
  const [last] = data?.data ?? []
  if (!data) return <p className="text-muted text-sm">Looking for the last event of this kind…</p>
  if (!last) return <p className="text-muted text-sm">No event of this kind has come to this site yet.</p>
  const who = last.subscriber.name ?? last.subscriber.email
  return (
    <details className="group">
      <summary className="rounded-sm text-sm">
        <span className="text-muted">Last event of this kind:</span> {who ? isolated(who) : 'nobody known'}
        {last.value ? `, ${moneyWords(last.value)}` : ''}, <Time value={last.received_at} />
      </summary>
      <div className="mt-3 flex flex-col gap-2">
        <Link
          href={inMode(`/sites/${siteId}/events/${last.id}`, livemode ? 'live' : 'test')}
          className="touchable self-start text-link text-sm"
        >
          Show the event
        </Link>
        <CodeBlock label="Sample" value={last} />
      </div>
    </details>
  )
}
