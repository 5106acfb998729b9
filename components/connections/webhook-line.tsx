'use client'

import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { MonoType } from '@/components/ui/mono-type'
import { Status } from '@/components/ui/status'
import { Td, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { RetryButton } from './retry-button'
import { type Place, statusOf, type TypeWords, whyOf } from './webhook-words'

type WebhookLineProps = { row: WebhookEventJson; words: TypeWords | undefined; place: Place; mayChange: boolean }

/** One webhook event: its status in words, what it is, and on demand why, with a way on, in a row of its own. */
export function WebhookLine({ row, words, place, mayChange }: WebhookLineProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const { status, said } = statusOf(row)
  const why = whyOf(row, words, place)
  return (
    <>
      <Tr>
        <Td>
          <Status status={status}>{said}</Status>
          {why ? (
            <Button
              variant="ghost"
              size="sm"
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
              className="ml-1 h-6 gap-1 px-1.5"
            >
              <ChevronRight aria-hidden className={cn('transition-transform', open && 'rotate-90')} />
              Why
            </Button>
          ) : null}
        </Td>
        <Td label="Event">
          <span>
            {words ? <span className="block font-medium">{words.label}</span> : null}
            <MonoType type={row.type} className="text-faint text-xs" />{' '}
            {row.livemode ? null : <Badge tone="test">Test</Badge>}
          </span>
        </Td>
        <Td label="Stripe event" className="whitespace-nowrap">
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
      {why && open ? (
        <Tr id={id} className="goes-on border-t-0">
          <Td colSpan={4} className="pt-0 text-muted">
            {why.text} {mayChange && row.status === 'dead' ? <RetryButton id={row.id} label={why.label} /> : null}
            {mayChange && why.href ? (
              <Link href={why.href} className="text-link">
                {why.label}
              </Link>
            ) : null}
          </Td>
        </Tr>
      ) : null}
    </>
  )
}
