import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { MonoType } from '@/components/ui/mono-type'
import { Status } from '@/components/ui/status'
import { Td, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { DeliveryJson } from '@/lib/deliveries/json'
import { isolated } from '@/lib/text/isolated'
import { Countdown } from './countdown'
import { canRetry, deliveryStatus, isAmbiguous, mayHaveArrived } from './delivery-words'
import { RetryNow } from './retry-now'

type DeliveryLineProps = { row: DeliveryJson; label: string; href: string; mayRetry: boolean }

/** One delivery: what it is about, how far it is and why, and the way to try it again. */
export function DeliveryLine({ row, label, href, mayRetry }: DeliveryLineProps) {
  return (
    <Tr>
      <Td>
        <Link href={href} className="row-link" prefetch={false}>
          {label}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2">
          <MonoType type={row.type} className="text-faint text-xs" />
          {row.what === 'contact' ? <Badge>Contact only</Badge> : null}
        </span>
      </Td>
      <Td label="State" className="w-[40%]">
        <Status status={deliveryStatus(row)} className="flex text-sm" />
        <Why row={row} />
      </Td>
      <Td label="Attempts" numeric>
        {row.attempts}
      </Td>
      <Td label="Queued" numeric className="text-muted">
        <Time value={row.created_at} />
      </Td>
      {mayRetry ? <Td className="text-end">{canRetry(row) ? <RetryNow id={row.id} of={label} /> : null}</Td> : null}
    </Tr>
  )
}

function Why({ row: { state, title, says, reason, next_attempt_at } }: { row: DeliveryJson }) {
  if (state === 'delivered') return null
  return (
    <span className="wrap-anywhere block text-muted text-sm">
      {title ? `${title}${says ? `: “${isolated(says)}”` : ''}. ` : null}
      {isAmbiguous(reason) ? `${mayHaveArrived} ` : null}
      {state === 'queued' && next_attempt_at ? (
        <>
          Next try <Countdown until={next_attempt_at} />.
        </>
      ) : null}
    </span>
  )
}
