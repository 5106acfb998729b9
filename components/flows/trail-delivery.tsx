import { Link } from '@/components/ui/link'
import type { TrailEntryJson } from '@/lib/flows/runs/json'

type TrailDeliveryProps = { detail: TrailEntryJson['detail']; base: string }

/** The way to the delivery that a step made. */
export function TrailDelivery({ detail, base }: TrailDeliveryProps) {
  const delivery = detail?.delivery_id
  const destination = detail?.destination_id
  if (typeof delivery !== 'string' || typeof destination !== 'string') return null
  const [path, query] = base.split('?')
  return (
    <Link
      href={`${path}/destinations/${destination}/deliveries/${delivery}${query ? `?${query}` : ''}`}
      className="touchable text-link text-sm"
    >
      Show the delivery
    </Link>
  )
}
