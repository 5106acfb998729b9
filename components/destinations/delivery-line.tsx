import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import { Td, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { DeliveryJson } from '@/lib/deliveries/json'
import { isolated } from '@/lib/text/isolated'
import { canRetry, type DestinationState, deliveryStatus, isAmbiguous, mayHaveArrived } from './delivery-words'
import { NextTry } from './next-try'
import { RetryNow } from './retry-now'

type DeliveryLineProps = {
  row: DeliveryJson
  label: string
  href: string
  mayRetry: boolean
  destination: DestinationState
}

/** One delivery: what it is about, how far it is and why, and the way to try it again. */
export function DeliveryLine({ row, label, href, mayRetry, destination }: DeliveryLineProps) {
  return (
    <Tr>
      <Td>
        <Link href={href} className="row-link" prefetch={false}>
          {label}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2">
          <code className="wrap-anywhere font-mono text-faint text-xs">{row.type}</code>
          {row.what === 'contact' ? <Badge>Contact only</Badge> : null}
        </span>
      </Td>
      <Td label="State" className="w-[40%]">
        <span className="block min-w-0">
          <Status status={deliveryStatus(row)} className="flex text-sm" />
          <Why row={row} destination={destination} />
        </span>
      </Td>
      <Td label="Attempts" numeric>
        {row.attempts}
      </Td>
      <Td label="Queued" numeric className="text-muted">
        <Time value={row.created_at} />
      </Td>
      {mayRetry ? (
        <Td className="text-end">{canRetry(row, destination) ? <RetryNow id={row.id} of={label} /> : null}</Td>
      ) : null}
    </Tr>
  )
}

type WhyProps = { row: DeliveryJson; destination: DestinationState }

function Why({ row: { state, title, says, reason, next_attempt_at }, destination }: WhyProps) {
  if (state === 'delivered') return null
  return (
    <span className="wrap-anywhere block text-muted text-sm">
      {title ? `${title}${says ? `: “${isolated(says)}”` : ''}. ` : null}
      {isAmbiguous(reason) ? `${mayHaveArrived} ` : null}
      {state === 'queued' ? <NextTry at={next_attempt_at} destination={destination} /> : null}
    </span>
  )
}
