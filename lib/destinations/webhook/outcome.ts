import type { Heard } from '../answers'
import type { Outcome } from '../destination'

/**
 * Any 2xx is a yes, whatever its body says. 410 is a no for ever: nothing else will arrive there either (Standard Webhooks). All
 * else is tried again, since a 404 or 401 of somebody's own server is most often a deployment that will be mended.
 */
export function outcomeOf(heard: Heard): Outcome {
  if (heard.ok) return { status: 'delivered' }
  const { outcome, status } = heard
  const said = outcome.says === undefined ? {} : { says: outcome.says }
  if (status === 410) return { status: 'refused', reason: 'gone', disable: true, ...said }
  if (outcome.status === 'refused' || outcome.reason === 'key_refused')
    return { status: 'try-again', reason: 'receiver_refused', ...said }
  return outcome
}
