'use client'

import { useQuery } from '@tanstack/react-query'
import { inMode, type Mode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import type { ListPage } from '@/components/live/newest'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import type { DeliveryJson } from '@/lib/deliveries/json'
import { isolated } from '@/lib/text/isolated'
import { Countdown } from './countdown'
import { deliveryStatus } from './delivery-words'

type EventDeliveriesProps = {
  source: string
  first: ListPage<DeliveryJson>
  /** `/sites/…/destinations`. */
  base: string
  mode: Mode
}

/** Where an event went: each destination with how far it is, and the way to its attempts. */
export function EventDeliveries({ source, first, base, mode }: EventDeliveriesProps) {
  const { data } = useQuery({ ...liveRead<ListPage<DeliveryJson>>(source, 2_000), initialData: first })
  return (
    <Card title="Destinations">
      {data.data.length === 0 ? (
        <p className="text-muted">
          It went to none: no{' '}
          <Link href={inMode(base, mode)} className="text-link">
            destination
          </Link>{' '}
          wanted it at that time.
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {data.data.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5">
              <Link
                href={inMode(`${base}/${row.destination_id}/deliveries/${row.id}`, mode)}
                className="wrap-anywhere touchable min-w-0 text-link"
              >
                {isolated(row.destination.name)}
              </Link>
              <span className="text-sm">
                <Status status={deliveryStatus(row)} className="text-sm" />
              </span>
              {row.state !== 'delivered' && (row.title || row.next_attempt_at) ? (
                <p className="w-full text-muted text-sm">
                  {row.title ? `${row.title}. ` : null}
                  {row.next_attempt_at ? (
                    <>
                      Next try <Countdown until={row.next_attempt_at} />.
                    </>
                  ) : null}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
