import type { Metadata } from 'next'
import { DeliveryView } from '@/components/destinations/delivery-view'
import { inMode } from '@/components/layout/mode'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { deliveryDetailJson } from '@/lib/deliveries/json'
import { labelOf } from '@/lib/events/sentence'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { requireDelivery } from './read'

type Props = PageProps<'/sites/[siteId]/destinations/[destinationId]/deliveries/[deliveryId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { siteId, destinationId, deliveryId } = await params
  const { access, delivery } = await requireDelivery(siteId, destinationId, deliveryId)
  const to = isolated(delivery.destination.name)
  return { title: `${labelOf(delivery.type)} to ${to} – ${access.siteName}` }
}

export default async function DeliveryPage({ params }: Props) {
  const { siteId, destinationId, deliveryId } = await params
  const { access, delivery, destination } = await requireDelivery(siteId, destinationId, deliveryId)
  const mode = delivery.livemode ? 'live' : 'test'
  const list = `/sites/${access.siteId}/destinations`
  const here = `${list}/${destinationId}`
  const to = isolated(delivery.destination.name)
  const label = labelOf(delivery.type)
  const mayReadRaw = can(access.role, 'events.raw')

  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb
            items={[
              { label: 'Destinations', href: inMode(list, mode) },
              ...(destination ? [{ label: to, href: inMode(here, mode) }] : []),
              { label },
            ]}
          />
        }
        title={<span className="wrap-anywhere">{`${label} to ${to}`}</span>}
        status={delivery.livemode ? null : <Badge tone="test">Test</Badge>}
      />
      {destination ? null : (
        <Banner tone="neutral" title="This destination was removed" className="mb-6">
          What was sent there can still be read. Nothing more is sent.
        </Banner>
      )}
      {destination?.record.state === 'disabled' ? (
        <Banner tone="warn" title="This destination is disabled" className="mb-6">
          It takes nothing until somebody enables it.
        </Banner>
      ) : null}
      <DeliveryView
        first={deliveryDetailJson(delivery, mayReadRaw)}
        label={label}
        eventHref={inMode(`/sites/${access.siteId}/events/${delivery.eventId}`, mode)}
        settingsHref={destination && inMode(`${here}/settings`, mode)}
        mayRetry={can(access.role, 'deliveries.retry')}
        mayReadRaw={mayReadRaw}
        destination={destination?.record.state ?? 'removed'}
      />
    </>
  )
}
