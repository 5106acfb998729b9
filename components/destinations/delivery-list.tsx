'use client'

import type { ReactNode } from 'react'
import { inMode, type Mode } from '@/components/layout/mode'
import type { ListPage } from '@/components/live/newest'
import { useNewest } from '@/components/live/use-newest'
import { Button } from '@/components/ui/button'
import { Status } from '@/components/ui/status'
import { Table, Th, Tr } from '@/components/ui/table'
import type { DeliveryJson } from '@/lib/deliveries/json'
import type { DestinationJson } from '@/lib/destinations/json'
import { counted } from '@/lib/text/numbers'
import { DeliveryLine } from './delivery-line'
import { useDestination } from './use-destination'

type DeliveryListProps = {
  label: string
  source: string
  first: ListPage<DeliveryJson>
  destination: DestinationJson
  /** `/sites/…/destinations/…`. */
  base: string
  mode: Mode
  /** What the catalogue calls each type. */
  types: Readonly<Record<string, string>>
  mayRetry: boolean
  /** Which are shown. */
  filter: ReactNode
  /** Beside the filter. */
  actions: ReactNode
  /** What stands there while there is nothing. */
  empty: ReactNode
}

/** What was sent to one destination and what became of it, newest first, as it comes. */
export function DeliveryList(props: DeliveryListProps) {
  const { label, source, first, destination, base, mode, types, mayRetry, filter, actions, empty } = props
  const live = useNewest<DeliveryJson>(source, first, 500)
  const now = useDestination(destination)

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        {filter}
        <div className="flex flex-wrap gap-2">
          {live.fresh > 0 ? (
            <Button onClick={live.showFresh}>{counted(live.fresh, 'new delivery', 'new deliveries')} – show</Button>
          ) : null}
          {actions}
        </div>
      </div>
      {live.stopped ? (
        <Status status="failed">Updates stopped. We keep trying; this is as of the last answer.</Status>
      ) : null}
      {live.rows.length > 0 ? (
        <Table
          wide
          label={label}
          head={
            <Tr>
              <Th>Event</Th>
              <Th>State</Th>
              <Th numeric>Attempts</Th>
              <Th numeric>Queued</Th>
              {mayRetry ? (
                <Th>
                  <span className="sr-only">Act</span>
                </Th>
              ) : null}
            </Tr>
          }
        >
          {live.rows.map((row) => (
            <DeliveryLine
              key={row.id}
              row={row}
              label={types[row.type] ?? row.type}
              href={inMode(`${base}/deliveries/${row.id}`, mode)}
              mayRetry={mayRetry}
              destination={now.state}
            />
          ))}
        </Table>
      ) : (
        <div className="rounded-lg border border-line bg-surface">{empty}</div>
      )}
      {live.next ? (
        <div className="flex justify-center">
          <Button onClick={live.loadMore}>Load more</Button>
        </div>
      ) : null}
    </div>
  )
}
