import type { StripeEventType } from '@/lib/catalogue'
import { effectiveSetting } from '@/lib/connections/effective-setting'
import { text } from '@/lib/normalize/readers'
import type { AnsweredEntry, Telling } from './entry'
import type { IgnoreList } from './ignore-list'
import { leaveOut } from './leave-out'
import type { ReadAnswer } from './read'
import type { State } from './state'

/**
 * Decides what an answer may say. It counts as the event that would have told the same, so its object is kept where that
 * event's is. A connection that is paused or gone tells nothing but that it was asked.
 */
export function answered(read: ReadAnswer, state: State, ignoreList: IgnoreList): AnsweredEntry {
  return { ...read, ...verdict(read, state, ignoreList) }
}

function verdict(
  read: ReadAnswer,
  state: State,
  ignoreList: IgnoreList,
): Pick<Telling, 'decision' | 'counts' | 'linksOnly'> {
  const { entry, object } = read
  const connection = state.connections.get(entry.connectionId)
  if (!connection?.isActive || connection.state === 'disconnected')
    return { decision: null, counts: false, linksOnly: false }
  const type = countsAs.get(text(object.object) ?? '')
  const {
    type: _type,
    filter,
    ...setting
  } = effectiveSetting(type ?? 'customer.updated', type && state.settings.get(`${entry.connectionId} ${type}`))
  // A deletion is for its own event to act on, with what that was told to do.
  const leftOut = leaveOut(type ?? '', type ? filter : null, read, ignoreList)
  const decision = {
    ...setting,
    on_delete: null,
    settings_version: connection.settingsVersion,
    ...(leftOut ? { left_out: leftOut } : {}),
  }
  const counts = (type === undefined || setting.on) && !leftOut
  return { decision, counts, linksOnly: !counts }
}

/** By Stripe's name of the object; what is not here has no switch and always counts. */
const countsAs: ReadonlyMap<string, StripeEventType> = new Map([
  ['customer', 'customer.updated'],
  ['charge', 'charge.succeeded'],
  ['invoice', 'invoice.paid'],
  ['subscription', 'customer.subscription.updated'],
  ['refund', 'charge.refunded'],
  ['checkout.session', 'checkout.session.completed'],
])

/** Where an answer is the first word of a person, that person is a subscriber only if history is being imported. */
export const makesSubscriber = ({ entry, counts }: Telling) => counts && entry.kind !== 'look-up'
