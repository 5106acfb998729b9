import type { Next } from './line'
import { happened, type Standing } from './standing'

/**
 * Why a run goes no further now, looked at before every step: its flow was removed or paused, Stripe disconnected, the person is gone,
 * or what the flow ends by came meanwhile, such as the payment (FL-05). Null: it goes on.
 */
export function endBefore({ flow, subscriber, definition, ...standing }: Standing): Next | null {
  if (flow === 'removed') return { is: 'ended', state: 'cancelled', reason: 'flow_removed' }
  if (standing.isCutOff) return { is: 'ended', state: 'cancelled', reason: 'connection_ended' }
  if (flow === 'paused') return { is: 'back' }
  if (!subscriber) return { is: 'ended', state: standing.hasEntered ? 'left' : 'skipped', reason: 'no_subscriber' }
  if (definition.ends_when.some((type) => happened(standing, type)))
    return { is: 'ended', state: standing.hasEntered ? 'left' : 'skipped', reason: 'happened_meanwhile' }
  return null
}
