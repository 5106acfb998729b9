import { hear } from '@/lib/destinations/answers'
import type { Answered, Http } from '@/lib/outbound/http'
import { recording } from '@/lib/outbound/record'
import type { StepOf } from '../definition'
import { opened } from '../header-values'
import { variablesOf } from '../variables'
import { httpRequest } from './http-request'
import { defineStep, type RunContext, type StepOutcome } from './step'

/**
 * Calls an address of the team's. A receiver that is away is tried again over some hours; what it refuses stays refused until a person
 * tries again. The key is the same at every attempt, so a receiver can tell repeats.
 */
export const http = defineStep({
  kind: 'http',
  callsOut: true,
  tries: 5,
  run: call,
})

async function call(stored: StepOf<'http'>, context: RunContext, guarded: Http): Promise<StepOutcome> {
  const { event, subscriber, site, runId, depth, now } = context
  const step = opened(stored, context)
  const request = httpRequest(step, variablesOf({ event, subscriber, siteName: site.name }))
  if (!request.ok) return { status: 'failed', reason: request.reason, says: request.says }
  const secrets = step.headers.map(({ value }) => value)
  const recorded = recording(guarded, secrets)
  const answered = await recorded.http.request({
    ...request.value,
    headers: {
      ...request.value.headers,
      'idempotency-key': `${runId}-${step.id}`,
      'sluice-depth': String(depth + 1),
    },
  })
  const outcome = outcomeOf(answered, now)
  const said = outcome.says ? { says: recorded.hide(outcome.says) } : {}
  return { ...outcome, ...said, detail: { exchange: recorded.exchanges[0] } }
}

function outcomeOf(answered: Answered, now: Date): Exclude<StepOutcome, { status: 'left' }> {
  const heard = hear(answered, { secrets: [], now })
  if (heard.ok) return { status: 'done', says: heard.says }
  const { reason, says } = heard.outcome
  const said = says === undefined ? {} : { says }
  const isFinal = heard.outcome.status === 'refused' || final.has(reason)
  if (isFinal || heard.outcome.status !== 'try-again') return { status: 'failed', reason, ...said }
  const { after_ms } = heard.outcome
  return { status: 'try-again', reason, ...said, ...(after_ms !== undefined && { after_ms }) }
}

/** Destinations go on trying, since a key is replaced and an address mended there once for all; here a person mends the step. */
const final: ReadonlySet<string> = new Set(['key_refused', 'redirected', 'address_refused'])
