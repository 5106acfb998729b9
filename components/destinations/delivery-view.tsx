'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { liveRead } from '@/components/live/client'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { MonoType } from '@/components/ui/mono-type'
import { Time } from '@/components/ui/time'
import type { DeliveryDetailJson } from '@/lib/deliveries/json'
import { isolated } from '@/lib/text/isolated'
import { AttemptLine } from './attempt-line'
import { DeliveryState } from './delivery-state'
import type { DestinationState } from './delivery-words'
import { ScheduleCard } from './schedule-card'

type DeliveryViewProps = {
  first: DeliveryDetailJson
  label: string
  eventHref: string
  /** Where the address or key is changed; null once the destination is removed. */
  settingsHref: string | null
  mayRetry: boolean
  mayReadRaw: boolean
  destination: DestinationState
}

/** Everything about one delivery, as it is now: where it stands, each attempt, and when the next one is made. */
export function DeliveryView(props: DeliveryViewProps) {
  const { first, label, eventHref, settingsHref, mayRetry, mayReadRaw, destination } = props
  const source = `/api/v1/deliveries/${first.id}`
  const client = useQueryClient()
  // What is settled changes only when somebody asks, and asking reads it again.
  const { data } = useQuery({
    ...liveRead<DeliveryDetailJson>(source, first.state === 'queued' ? 1_000 : 3_000),
    initialData: first,
  })
  const reread = () => client.invalidateQueries({ queryKey: ['live', source] })

  return (
    <div className="flex flex-col gap-6">
      <DeliveryState
        delivery={data}
        eventHref={eventHref}
        settingsHref={settingsHref}
        mayRetry={mayRetry}
        destination={destination}
        onAsked={reread}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-label="Attempts" className="min-w-0">
          <h2 className="mb-3 font-semibold text-lg">Attempts</h2>
          {data.tries.length > 0 ? (
            <ol className="flex flex-col gap-3">
              {data.tries.toReversed().map((attempt) => (
                <AttemptLine key={attempt.no} attempt={attempt} mayReadRaw={mayReadRaw} />
              ))}
            </ol>
          ) : (
            <p className="rounded-lg border border-line bg-surface p-5 text-muted">
              {data.state === 'queued' ? 'The first one is made within a second.' : 'None was made.'}
            </p>
          )}
        </section>
        <div className="flex min-w-0 flex-col gap-6">
          <Card title="Delivery">
            <DescriptionList
              items={[
                {
                  term: 'Event',
                  value: (
                    <Link href={eventHref} className="text-link">
                      {label}
                    </Link>
                  ),
                  hint: <MonoType type={data.type} className="text-faint" />,
                },
                {
                  term: 'Sends',
                  value: data.what === 'event' ? 'The event and its person' : 'Only who the person is now',
                },
                { term: 'Queued', value: <Time value={data.created_at} exact="minute" focusable /> },
                {
                  term: 'Id at the receiver',
                  value: <Copyable value={data.message_id} label="Copy id at the receiver" />,
                  hint: 'The same at every attempt, so repeats can be told.',
                },
                { term: 'Destination', value: isolated(data.destination.name) },
              ]}
            />
          </Card>
          <ScheduleCard delivery={data} />
        </div>
      </div>
    </div>
  )
}
