'use client'

import { Time, useNow } from '@/components/ui/time'
import { isolated } from '@/lib/text/isolated'
import { calmWords, failureWords, type Shown, waitWords } from './health-words'

/** How a destination does, in one sentence that stays true: "Loops reports a failure since 14:02; next try in 4 min; 2 wait." */
export function HealthLine({ destination, who }: { destination: Shown; who: string }) {
  const now = useNow() ?? Date.now()
  const { state, last_error, failing_since, health } = destination
  if (state === 'on' && last_error) {
    const rest = waitWords(health, now)
    return (
      <span suppressHydrationWarning>
        {failureWords(last_error.reason, who)}{' '}
        {failing_since ? (
          <>
            since <Time value={failing_since} exact="minute" />
          </>
        ) : (
          <Time value={last_error.at} />
        )}
        {last_error.says ? ` (“${isolated(last_error.says)}”)` : null}
        {rest.length > 0 ? `; ${rest.join('; ')}` : null}.
      </span>
    )
  }
  return <span suppressHydrationWarning>{calmWords(destination, now)}</span>
}
