import type { Sandbox } from '../connections'
import { type Mode, type Sending, worldOf } from '../state'
import { StoryError, type StripeEvent } from '../story/index'
import { afterwards, refundsAndDisputes } from './afterwards'
import { Input } from './input'
import { payments } from './payments'
import { customers, others, quotes } from './people'
import { subscribed, subscribing } from './subscriptions'
import type { Group } from './types'

/** Everything that can happen, in the order of the page. The only list: page and JSON API both read it. */
export const groups: Group[] = [
  payments,
  afterwards,
  subscribing,
  subscribed,
  customers,
  refundsAndDisputes,
  quotes,
  others,
]

export type Outcome = { ok: true; events: StripeEvent[]; sent: Sending[] } | { ok: false; problem: string }

/** Lets something happen in an account and sends the webhooks of it. What the story forbids comes back as a problem. */
export function perform(
  { state, sender }: Sandbox,
  asked: { account: string; mode: Mode; action: string; params: Record<string, unknown> },
): Outcome {
  const action = groups.flatMap((group) => group.actions).find(({ id }) => id === asked.action)
  const world = worldOf(state, asked.account, asked.mode)
  if (world === undefined) return { ok: false, problem: `No such account: ${asked.account}` }
  if (action === undefined) return { ok: false, problem: `No such action: ${asked.action}` }
  try {
    const events = action.run(new Input(world, asked.params))
    return { ok: true, events, sent: sender.send(events) }
  } catch (error) {
    if (error instanceof StoryError) return { ok: false, problem: error.message }
    throw error
  } finally {
    state.touch()
  }
}
