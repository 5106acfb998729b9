'use client'

import { inMode, type Mode } from '@/components/layout/mode'
import { LiveList, type LiveListProps } from '@/components/live/live-list'
import { Th } from '@/components/ui/table'
import type { DeliveryJson } from '@/lib/deliveries/json'
import type { DestinationJson } from '@/lib/destinations/json'
import { DeliveryLine } from './delivery-line'
import { useDestination } from './use-destination'

type DeliveryListProps = LiveListProps<DeliveryJson> & {
  destination: DestinationJson
  /** `/sites/…/destinations/…`. */
  base: string
  mode: Mode
  /** What the catalogue calls each type. */
  types: Readonly<Record<string, string>>
  mayRetry: boolean
}

/** What was sent to one destination and what became of it, newest first, as it comes. */
export function DeliveryList({ destination, base, mode, types, mayRetry, ...list }: DeliveryListProps) {
  const now = useDestination(destination)
  return (
    <LiveList
      {...list}
      every={500}
      fresh={['new delivery', 'new deliveries']}
      head={
        <>
          <Th>Event</Th>
          <Th>State</Th>
          <Th numeric>Attempts</Th>
          <Th numeric>Queued</Th>
          {mayRetry ? (
            <Th>
              <span className="sr-only">Act</span>
            </Th>
          ) : null}
        </>
      }
      draw={(row) => (
        <DeliveryLine
          key={row.id}
          row={row}
          label={types[row.type] ?? row.type}
          href={inMode(`${base}/deliveries/${row.id}`, mode)}
          mayRetry={mayRetry}
          destination={now.state}
        />
      )}
    />
  )
}
