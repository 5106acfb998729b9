import { Send } from 'lucide-react'
import { DeliveryList } from '@/components/destinations/delivery-list'
import { isStateFilter } from '@/components/destinations/delivery-words'
import { LaterRetryAll } from '@/components/destinations/later-acts'
import { StateLinks } from '@/components/destinations/state-links'
import { inMode } from '@/components/layout/mode'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { deliveryJson } from '@/lib/deliveries/json'
import { listDeliveries } from '@/lib/deliveries/queries'
import { destinationJson } from '@/lib/destinations/json'
import { can } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { typeLabels } from '../../../form-parts'
import { requireDestination, titledDestination } from '../../read'

export const generateMetadata = titledDestination()

export default async function DeliveriesPage({
  params,
  searchParams,
}: PageProps<'/sites/[siteId]/destinations/[destinationId]'>) {
  const { siteId, destinationId } = await params
  const { access, destination } = await requireDestination(siteId, destinationId)
  const asked = (await searchParams).state
  const state = isStateFilter(asked) ? asked : 'all'
  const { livemode, name } = destination.record
  const mode = livemode ? 'live' : 'test'
  const filter = { siteId: access.siteId, destinationId, ...(state === 'all' ? {} : { state }) }
  const { rows, next } = await listDeliveries(access.teamId, filter, { limit: 50 })
  const mayRetry = can(access.role, 'deliveries.retry')
  const base = `/sites/${access.siteId}/destinations/${destinationId}`
  const query = new URLSearchParams({ site_id: access.siteId, destination_id: destinationId })
  if (state !== 'all') query.set('state', state)

  return (
    <DeliveryList
      key={state}
      label={`Deliveries to ${isolated(name)}`}
      source={`/api/v1/deliveries?${query}`}
      first={{ data: rows.map(deliveryJson), next_cursor: next }}
      destination={destinationJson(destination)}
      base={base}
      mode={mode}
      filter={<StateLinks base={base} mode={mode} state={state} />}
      types={typeLabels}
      mayRetry={mayRetry}
      actions={mayRetry ? <LaterRetryAll first={destinationJson(destination)} /> : null}
      empty={
        state === 'all' ? (
          <EmptyState
            icon={<Send aria-hidden />}
            title="Nothing sent yet"
            help={
              <Link href={inMode(`/sites/${access.siteId}/events`, mode)} className="text-link">
                See the events of this site
              </Link>
            }
          >
            The next event this destination wants shows up here within a second. What happened before it was added is
            not sent.
          </EmptyState>
        ) : (
          <EmptyState title="None in this state" action={<LinkButton href={inMode(base, mode)}>Show all</LinkButton>}>
            Deliveries that get there show up by themselves.
          </EmptyState>
        )
      }
    />
  )
}
