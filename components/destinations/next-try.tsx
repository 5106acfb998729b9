import { Countdown } from './countdown'
import type { DestinationState } from './delivery-words'

/** When a delivery that waits is tried next; one whose destination takes nothing just now says what it waits for. */
export function NextTry({ at, destination }: { at: string | null; destination: DestinationState }) {
  if (destination === 'paused') return 'Waits until somebody resumes the destination.'
  if (destination === 'disabled') return 'Waits until somebody enables the destination.'
  if (at === null) return null
  return (
    <>
      Next try <Countdown until={at} />.
    </>
  )
}
