'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { inMode, type Mode } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Table, Th, Tr } from '@/components/ui/table'
import type { DestinationJson } from '@/lib/destinations/json'
import { counted } from '@/lib/text/numbers'
import { DeliveryLine } from './delivery-line'
import type { DeliveryPage } from './delivery-merge'
import { deliveryStates, type StateFilter } from './delivery-words'
import { useDeliveries } from './use-deliveries'
import { useDestination } from './use-destination'

type DeliveryListProps = {
  label: string
  source: string
  first: DeliveryPage
  destination: DestinationJson
  /** `/sites/…/destinations/…`. */
  base: string
  mode: Mode
  state: StateFilter
  /** What the catalogue calls each type. */
  types: Readonly<Record<string, string>>
  mayRetry: boolean
  /** Beside the filter. */
  actions: ReactNode
  /** What stands there while there is nothing. */
  empty: ReactNode
}

/** What was sent to one destination and what became of it, newest first, as it comes. */
export function DeliveryList(props: DeliveryListProps) {
  const { label, source, first, destination, base, mode, state, types, mayRetry, actions, empty } = props
  const router = useRouter()
  const live = useDeliveries(source, first)
  const now = useDestination(destination)
  const at = (value: string) => inMode(value === 'all' ? base : `${base}?state=${value}`, mode)

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label="State" className="w-full max-w-60">
          <Select
            options={deliveryStates}
            value={state}
            onValueChange={(value) => router.replace(at(value) as Route)}
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          {live.fresh > 0 ? (
            <Button onClick={live.showFresh}>{counted(live.fresh, 'new delivery', 'new deliveries')} – show</Button>
          ) : null}
          {actions}
        </div>
      </div>
      {live.stopped ? (
        <Banner tone="warn" title="Updates stopped. We keep trying.">
          What you see is as of the last answer.
        </Banner>
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
