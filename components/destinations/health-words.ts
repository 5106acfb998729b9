import type { StatusName } from '@/components/ui/status'
import { spanWords } from '@/components/ui/time-words'
import type { DestinationJson } from '@/lib/destinations/json'
import { numbers } from '@/lib/text/numbers'

/** What the sentences look at. */
export type Shown = Pick<DestinationJson, 'state' | 'health' | 'last_success_at' | 'last_error' | 'failing_since'>

/** How a destination is, in a word of `Status`. */
export function statusOf({ state, last_error, last_success_at }: Shown): StatusName {
  if (state === 'disabled') return 'disabled'
  if (state === 'paused') return 'paused'
  if (last_error) return 'failing'
  return last_success_at ? 'healthy' : 'idle'
}

/** The part of the day's deliveries that arrived: "99.2 %". Rounded down, so that 100 % means all; null when there were none. */
export function rateWords({ delivered, failed }: DestinationJson['health']): string | null {
  const all = delivered + failed
  if (all === 0) return null
  const tenths = Math.floor((delivered * 1000) / all)
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} %`
}

/** What a receiver does, after its name: "Loops reports a failure". */
export function failureWords(reason: string, who: string): string {
  const words = failures[reason]
  return words ? words(who) : `${who} does not take deliveries`
}

const failures: Record<string, (who: string) => string> = {
  receiver_failed: (who) => `${who} reports a failure`,
  receiver_refused: (who) => `${who} refuses deliveries`,
  key_refused: (who) => `${who} refuses the key`,
  too_many_requests: (who) => `${who} asks us to slow down`,
  timed_out: (who) => `${who} does not answer in time`,
  connection_refused: (who) => `${who} does not take connections`,
  connection_lost: (who) => `${who} ends the connection before it answers`,
  host_not_found: (who) => `The host of ${who} is not found`,
  certificate: (who) => `The certificate of ${who} is not trusted`,
  redirected: (who) => `${who} redirects to another address`,
  address_refused: (who) => `The address of ${who} is not allowed`,
  gone: (who) => `${who} answered 410: it wants nothing more`,
  could_not_send: () => 'Something broke on our side before the last call',
  answer_lost: (who) => `The last answer of ${who} was not heard`,
}

/** What follows after how it is: "next try in 4 min", "2 wait". */
export function waitWords({ waiting, next_attempt_at }: DestinationJson['health'], now: number): string[] {
  if (waiting === 0) return []
  const left = next_attempt_at === null ? 0 : Date.parse(next_attempt_at) - now
  const next = left > 1_000 ? [`next try in ${spanWords(left)}`] : []
  return [...next, waiting === 1 ? '1 waits' : `${numbers.format(waiting)} wait`]
}

/** How a destination does that has no trouble. */
export function calmWords({ health, last_success_at, state }: Shown, now: number): string {
  const { delivered, p95_ms, waiting } = health
  const wait = waitWords(health, now).at(-1)
  if (state === 'paused') return `Paused: nothing is sent; ${wait ?? 'nothing waits'}.`
  if (delivered > 0) {
    const pace = p95_ms === null ? '' : `, p95 ${numbers.format(p95_ms)} ms`
    return `${[`${numbers.format(delivered)} delivered in 24 h${pace}`, ...(wait ? [wait] : [])].join('; ')}.`
  }
  if (waiting > 0) return `${wait} for the first try.`
  return last_success_at ? 'Quiet: nothing was sent in the last 24 h.' : 'On. Nothing was sent yet.'
}
