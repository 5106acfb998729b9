import { ExamplePicker } from '@/components/destinations/example-picker'
import { RequestView } from '@/components/destinations/exchange-view'
import { exampleRequests } from '@/lib/destinations/example-requests'
import { textParam } from '../../../../params'
import { testTypes } from '../../../form-parts'
import { requireDestination, titledDestination } from '../../read'

export const generateMetadata = titledDestination('What it receives')

export default async function ReceivesPage({
  params,
  searchParams,
}: PageProps<'/sites/[siteId]/destinations/[destinationId]/receives'>) {
  const { siteId, destinationId } = await params
  const { destination, kind } = await requireDestination(siteId, destinationId)
  const asked = textParam((await searchParams).type)
  const type = testTypes.find(({ value }) => value === asked)?.value ?? 'charge.succeeded'
  const requests = await exampleRequests(destination.record, type)

  return (
    <div className="flex flex-col gap-4">
      <ExamplePicker types={testTypes} value={type} />
      <p className="max-w-2xl text-muted">
        {kind.needsPerson
          ? 'What is known of the person goes along under the field names of the settings, as it is when the event is sent. Values here are invented.'
          : 'The event as the API answers it, signed. A retry carries the same bytes and the same id. Values here are invented.'}
      </p>
      {requests.map((exchange, place) => (
        <RequestView
          key={exchange.url}
          exchange={exchange}
          label={requests.length > 1 ? `Request ${place + 1} of ${requests.length}` : 'Request'}
        />
      ))}
    </div>
  )
}
