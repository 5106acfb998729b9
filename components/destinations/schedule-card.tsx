'use client'

import { Check, Circle, CircleDot } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { DeliveryDetailJson } from '@/lib/deliveries/json'
import { mostAttempts } from '@/lib/deliveries/schedule'
import { Countdown } from './countdown'
import { scheduleSteps } from './schedule-steps'

/** The whole schedule of retries with what is behind, next and to come. */
export function ScheduleCard({ delivery }: { delivery: DeliveryDetailJson }) {
  const { state, attempts, next_attempt_at, being_sent } = delivery
  const isOpen = state === 'queued'
  return (
    <Card
      title="Schedule"
      description={`Up to ${mostAttempts} tries over three days. A receiver that names a later time is tried then.`}
    >
      <ol className="flex flex-col gap-1.5">
        {scheduleSteps(attempts, isOpen).map(({ no, pause, is }) => (
          <li key={no} className={cn('flex items-center gap-2.5', is === 'to come' && 'text-faint')}>
            {is === 'done' ? <Check aria-hidden className="size-4 text-muted" /> : null}
            {is === 'next' ? <CircleDot aria-hidden className="size-4 text-accent-text" /> : null}
            {is === 'to come' ? <Circle aria-hidden className="size-4" /> : null}
            <span className="tabular w-14">Try {no}</span>
            <span className="flex-1">{pause === null ? 'at once' : `${pause} later`}</span>
            <span className="text-muted text-sm">
              {is === 'done' ? 'made' : null}
              {is === 'next' && being_sent ? 'being sent' : null}
              {is === 'next' && next_attempt_at ? <Countdown until={next_attempt_at} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
