import { Countdown } from '@/components/destinations/countdown'
import type { RunJson } from '@/lib/flows/runs/json'

/** When a run on its way goes on: the end of its wait, or the next try of its step. */
export function RunWhen({ run }: { run: Pick<RunJson, 'state' | 'waits_until' | 'next_attempt_at' | 'being_done'> }) {
  const { state, waits_until, next_attempt_at, being_done } = run
  if (state !== 'open' || being_done) return null
  if (waits_until) {
    return (
      <>
        Goes on <Countdown until={waits_until} />.
      </>
    )
  }
  return next_attempt_at ? (
    <>
      Next <Countdown until={next_attempt_at} />.
    </>
  ) : null
}
