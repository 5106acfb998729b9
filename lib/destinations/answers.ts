import type { Answered } from '@/lib/outbound/http'
import type { Outcome } from './destination'
import { retryAfter } from './retry-after'
import { parsed, says } from './says'

/** What a kind hears: a 2xx with its body, or what became of the delivery. `status` is null when no answer came. */
export type Heard = { ok: true; json: unknown; says: string } | Unheard
export type Unheard = { ok: false; status: number | null; outcome: Failed }

export type Failed = Exclude<Outcome, { status: 'delivered' }>
type TryAgain = Extract<Outcome, { status: 'try-again' }>

export interface Ears {
  /** Masked in everything that is repeated. */
  secrets: readonly string[]
  now: Date
  /** Milliseconds to wait after a 429 that does not say how long: the window of the receiver's limit. */
  whenBusy?: number
}

/**
 * What an answer means by its status alone, the same for every kind: no answer, a redirect, a bad key, a limit and a 5xx are tried
 * again; another 4xx will be the same next time. A kind judges the body of a 2xx itself, since not every 200 is a yes (OUT-08).
 */
export function hear(answered: Answered, ears: Ears): Heard {
  if (!answered.ok) {
    const { problem, detail } = answered
    return { ok: false, status: null, outcome: again(problem, says(detail, ears.secrets)) }
  }
  const { status, body, headers } = answered.response
  const words = says(body, ears.secrets)
  if (status >= 200 && status < 300) return { ok: true, json: parsed(body), says: words }
  const wait = retryAfter(headers['retry-after'], ears.now)
  return { ok: false, status, outcome: outcomeOf(status, words || `It answered ${status}.`, wait, ears.whenBusy) }
}

function outcomeOf(status: number, words: string, wait: number | undefined, whenBusy: number | undefined): Failed {
  if (status >= 300 && status < 400) return again('redirected', words)
  // A revoked key is replaced sooner or later, and what waited meanwhile should still arrive.
  if (status === 401 || status === 403) return again('key_refused', words)
  if (status === 429) return again('too_many_requests', words, wait ?? whenBusy)
  if (status >= 500 || status === 408 || status === 425) return again('receiver_failed', words, wait)
  return { status: 'refused', reason: 'receiver_refused', says: words }
}

export const again = (reason: Failed['reason'], words: string, after?: number): TryAgain => ({
  status: 'try-again',
  reason,
  says: words,
  ...(after === undefined ? {} : { after_ms: after }),
})

export const noAddress: Failed = { status: 'refused', reason: 'no_address' }
