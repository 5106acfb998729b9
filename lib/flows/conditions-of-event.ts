import { isAboutEvent, meets } from './conditions'
import type { Conditions } from './definition'
import type { FlowEvent } from './flow-event'
import { variablesOf } from './variables'

/**
 * Whether an event may begin a flow as far as the event itself tells, so that the lane writes no run for nothing. Conditions about the
 * person are looked at when the run enters: their figures are being computed at this moment.
 */
export function mayEnter({ match, conditions }: Conditions, event: FlowEvent): boolean {
  const known = conditions.filter(isAboutEvent)
  if (known.length === 0 || (match === 'any' && known.length < conditions.length)) return true
  return meets({ match, conditions: known }, variablesOf({ event, subscriber: null, siteName: '' })).met
}
