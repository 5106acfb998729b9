import { Banner } from '@/components/ui/banner'
import type { Exchange } from '@/lib/outbound/record'
import { isolated } from '@/lib/text/isolated'
import { numbers } from '@/lib/text/numbers'
import { ExchangeView } from './exchange-view'

export type TestSent = {
  outcome: 'delivered' | 'refused' | 'try-again'
  reason: string | null
  title: string | null
  says: string | null
  duration_ms: number
  exchanges: Exchange[]
}

/** What became of a test event: the sentence first, then each request with its response. */
export function TestAnswer({ sent }: { sent: TestSent }) {
  const { outcome, title, says, duration_ms, exchanges } = sent
  const took = `${numbers.format(duration_ms)} ms`
  return (
    <div className="flex flex-col gap-4">
      {outcome === 'delivered' ? (
        <Banner tone="good" title={`Test event accepted in ${took}.`} />
      ) : (
        <Banner tone="bad" title={`${title ?? 'Not accepted'}, after ${took}.`}>
          {says ? <span className="wrap-anywhere">“{isolated(says)}”. </span> : null}A test event is not tried again.
        </Banner>
      )}
      {exchanges.map((exchange, place) => (
        <ExchangeView
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said once never moves
          key={place}
          exchange={exchange}
          request={exchanges.length > 1 ? `Request ${place + 1} of ${exchanges.length}` : 'Request'}
        />
      ))}
    </div>
  )
}
