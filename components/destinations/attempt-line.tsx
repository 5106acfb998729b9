'use client'

import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Status } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeliveryDetailJson } from '@/lib/deliveries/json'
import type { Exchange } from '@/lib/outbound/record'
import { isolated } from '@/lib/text/isolated'
import { numbers } from '@/lib/text/numbers'
import { isAmbiguous, mayHaveArrived } from './delivery-words'
import { ExchangeView } from './exchange-view'

type Attempt = DeliveryDetailJson['tries'][number]

/** One try: number, who asked for it, when, how long it took, what was answered; what was said unfolds. */
export function AttemptLine({ attempt, mayReadRaw }: { attempt: Attempt; mayReadRaw: boolean }) {
  const { no, at, duration_ms, asked_by, outcome, reason, title, says } = attempt
  const [open, setOpen] = useState(false)
  const id = useId()
  const exchanges = attempt.exchanges as unknown as Exchange[] | null
  const answered = exchanges?.at(-1)?.response?.status
  return (
    <li id={`attempt-${no}`} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="tabular font-medium">Try {no}</span>
            <Status status={outcome === 'delivered' ? 'delivered' : outcome === 'refused' ? 'refused' : 'failed'}>
              {outcome === 'delivered' ? 'Delivered' : (title ?? 'Failed')}
              {answered ? ` (${answered})` : ''}
            </Status>
          </p>
          <p className="text-muted text-sm">
            {asked_by ? `By ${isolated(asked_by)}` : 'Automatic'} · <Time value={at} exact focusable /> ·{' '}
            <span className="tabular">{numbers.format(duration_ms)} ms</span>
          </p>
          {says && outcome !== 'delivered' ? <p className="wrap-anywhere mt-1">“{isolated(says)}”</p> : null}
          {isAmbiguous(reason) ? <p className="mt-1 font-medium text-sm">{mayHaveArrived}</p> : null}
        </div>
        {mayReadRaw ? (
          <Button
            variant="ghost"
            size="sm"
            aria-label={`What was said at try ${no}`}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden className={cn('transition-transform', open && 'rotate-90')} />
            What was said
          </Button>
        ) : null}
      </div>
      <div id={id} hidden={!open} className="border-line border-t p-4">
        {open ? <Said exchanges={exchanges} /> : null}
      </div>
    </li>
  )
}

function Said({ exchanges }: { exchanges: Exchange[] | null }) {
  if (exchanges === null)
    return <p className="text-muted">It was removed after its time, or nobody heard the answer.</p>
  if (exchanges.length === 0) return <p className="text-muted">No call was needed.</p>
  return (
    <div className="flex flex-col gap-4">
      {exchanges.map((exchange, place) => (
        <ExchangeView
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said once never moves
          key={place}
          exchange={exchange}
          request={exchanges.length > 1 ? `Request ${place + 1} of ${exchanges.length}` : 'Request'}
        />
      ))}
      <p className="text-muted text-sm">Keys and signatures are masked; bodies are cut at 16 KiB and say so.</p>
    </div>
  )
}
