import {
  cancelAtPeriodEnd,
  cancelNow,
  changePlan,
  checkoutSubscription,
  isLate,
  keepAfterAll,
  pause,
  pauseCollection,
  renew,
  renewalAhead,
  renewalFails,
  resume,
  retryFails,
  retrySucceeds,
  type StripeEvent,
  type Subscription,
  subscribe,
  trialEnds,
  trialEndsUnpaid,
  trialWillEnd,
} from '../story/index'
import type { Input } from './input'
import { buyer } from './payments'
import type { Action, Group } from './types'

export const subscribing: Group = {
  id: 'subscribe',
  title: 'A customer subscribes',
  fields: [
    { name: 'customer', label: 'Who', kind: 'buyer' },
    { name: 'email', label: 'E-mail', kind: 'email' },
    { name: 'name', label: 'Name', kind: 'name' },
    { name: 'price', label: 'Plan', kind: 'price' },
    { name: 'quantity', label: 'Seats', kind: 'quantity' },
  ],
  actions: [
    { id: 'subscribe', label: 'Subscribe', run: (input) => start(input, input.number('trial_days') ?? undefined) },
    { id: 'trial', label: 'Start a 14-day trial', run: (input) => start(input, input.number('trial_days') ?? 14) },
    {
      id: 'checkout_subscription',
      label: 'Subscribe at Checkout',
      run: (input) => checkoutSubscription(input.world, { price: input.price(), person: input.person() }),
    },
  ],
}

export const subscribed: Group = {
  id: 'subscription',
  title: 'Later, about a subscription',
  fields: [
    { name: 'subscription', label: 'Subscription', kind: 'subscription' },
    { name: 'price', label: 'New plan', kind: 'price' },
  ],
  ready: (world) => (runningOnes(world).length === 0 ? 'Nobody is subscribed yet.' : null),
  actions: [
    act('renews', 'Renews', renew, (row) => row.status !== 'paused'),
    act('renewal_ahead', 'Renewal is ahead', renewalAhead),
    act('renewal_fails', 'Renewal fails', renewalFails, (row) => row.status !== 'paused'),
    act('retry_fails', 'Retry fails', retryFails, isUnpaid),
    act('retry_succeeds', 'Retry succeeds', retrySucceeds, isUnpaid),
    {
      id: 'change_plan',
      label: 'Change plan',
      run: (input) =>
        changePlan(
          input.world,
          chosen(input, () => true),
          input.price(),
        ),
    },
    act('cancel_at_period_end', 'Cancel at period end', cancelAtPeriodEnd, (row) => !row.cancel_at_period_end),
    act('keep', 'Keep after all', keepAfterAll, (row) => row.cancel_at_period_end),
    act('cancel', 'Cancel now', cancelNow),
    act('pause', 'Pause', pause, (row) => row.status !== 'paused'),
    act('resume', 'Resume', resume, (row) => row.status === 'paused'),
    act(
      'pause_collection',
      'Stop collecting',
      (world, id) => pauseCollection(world, id, true),
      (row) => row.pause_collection === null,
    ),
    act(
      'resume_collection',
      'Collect again',
      (world, id) => pauseCollection(world, id, false),
      (row) => row.pause_collection !== null,
    ),
    act('trial_will_end', 'Trial will end', trialWillEnd, isTrial),
    act('trial_ends', 'Trial ends, paid', trialEnds, isTrial),
    act('trial_ends_unpaid', 'Trial ends, card declined', trialEndsUnpaid, isTrial),
  ],
}

type World = Input['world']
type Suits = (row: Subscription, world: World) => boolean

/** An action on one subscription: the chosen one, or the newest it suits. */
function act(
  id: string,
  label: string,
  happen: (world: World, id: string) => StripeEvent[],
  suits: Suits = () => true,
): Action {
  return { id, label, run: (input) => happen(input.world, chosen(input, suits)) }
}

function chosen(input: Input, suits: Suits): string {
  return input.one(
    'subscription',
    runningOnes(input.world).filter((row) => suits(row, input.world)),
  )
}

function runningOnes(world: World): Subscription[] {
  return Object.values(world.rows.subscriptions).filter((row) => row.ended_at === null)
}

function isUnpaid(row: Subscription, world: World): boolean {
  return isLate(world, row)
}

function isTrial(row: Subscription): boolean {
  return row.status === 'trialing'
}

function start(input: Input, trialDays: number | undefined): StripeEvent[] {
  const price = input.price()
  const quantity = input.number('quantity') ?? 1
  const { id, events } = buyer(input)
  if (id === null) return checkoutSubscription(input.world, { price, person: input.person() })
  const trial = trialDays === undefined ? {} : { trialDays }
  return [...events, ...subscribe(input.world, { customer: id, price, quantity, ...trial })]
}
