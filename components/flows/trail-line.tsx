'use client'

import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useLater } from '@/components/ui/later'
import { Status, type StatusName } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { TrailEntryJson } from '@/lib/flows/runs/json'
import { isolated } from '@/lib/text/isolated'
import { numbers } from '@/lib/text/numbers'
import { StepIcon } from './step-icon'
import { TrailDelivery } from './trail-delivery'

const loadDetail = () => import('./trail-detail').then(({ TrailDetail }) => TrailDetail)

/** One thing a run did: the step, when, what came of it and why; what was sent or said unfolds. */
export function TrailLine({ entry, base }: { entry: TrailEntryJson; base: string }) {
  const { no, kind, sentence, at, duration_ms, outcome, title, says, asked_by, detail, next_at } = entry
  const [open, setOpen] = useState(false)
  const id = useId()
  const Detail = useLater(open, loadDetail)
  const { status, word } = looks[outcome]
  const hasMore = detail !== null && Object.keys(detail).length > 0
  return (
    <li id={`trail-${no}`} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="wrap-anywhere flex min-w-0 items-center gap-2 font-medium">
              <StepIcon kind={kind} />
              {isolated(sentence)}
            </span>
            <Status status={status} className="text-sm">
              {word}
              {title && outcome !== 'done' ? `: ${title}` : ''}
            </Status>
          </p>
          <p className="text-muted text-sm">
            {asked_by ? `By ${isolated(asked_by)} · ` : null}
            <Time value={at} exact focusable />
            {duration_ms > 0 ? (
              <>
                {' '}
                · <span className="tabular">{numbers.format(duration_ms)} ms</span>
              </>
            ) : null}
            {next_at ? (
              <>
                {' '}
                · {outcome === 'waiting' ? 'until' : 'again'} <Time value={next_at} exact="minute" focusable />
              </>
            ) : null}
          </p>
          {says ? <p className="wrap-anywhere mt-1">{isolated(says)}</p> : null}
          <TrailDelivery detail={detail} base={base} />
        </div>
        {hasMore ? (
          <Button
            variant="ghost"
            size="sm"
            aria-label={`Details of ${sentence}`}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden className={cn('transition-transform', open && 'rotate-90')} />
            Details
          </Button>
        ) : null}
      </div>
      <div id={id} hidden={!open} className="border-line border-t p-4">
        {Detail ? <Detail detail={detail} /> : null}
      </div>
    </li>
  )
}

const looks: Record<TrailEntryJson['outcome'], { status: StatusName; word: string }> = {
  done: { status: 'delivered', word: 'Done' },
  waiting: { status: 'queued', word: 'Waiting' },
  skipped: { status: 'ignored', word: 'Skipped' },
  left: { status: 'ignored', word: 'Left early' },
  'try-again': { status: 'failed', word: 'Did not work' },
  failed: { status: 'failed', word: 'Failed' },
}
