import type { Decision } from '@/db/schema/events'

/** One thing that was decided about an event, by the settings of that moment. */
export interface Decided {
  /** True when it acts, false when something is left alone. */
  yes: boolean
  words: string
}

/** The stored decision in sentences, in the present tense: an event that waits has not acted yet. It never changes afterwards, whatever the settings say today (FL-03). */
export function decisionWords(decision: Decision): Decided[] {
  if (!decision.on) {
    return [
      { yes: false, words: 'Changes nothing: this event was switched off. Only whose customer this is was noted.' },
    ]
  }
  return [
    decision.update_subscriber
      ? { yes: true, words: `Updates the subscriber${decision.full_name ? ', the full name included' : ''}.` }
      : { yes: false, words: 'Leaves the subscriber’s fields alone. Money always counts.' },
    ...(decision.user_group === null
      ? []
      : [{ yes: true, words: `Puts them into the group “${decision.user_group}”.` }]),
    ...(decision.on_delete === null ? [] : [onDelete[decision.on_delete]]),
    flows(decision),
  ]
}

const onDelete: Record<NonNullable<Decision['on_delete']>, Decided> = {
  unsubscribe: { yes: true, words: 'Unsubscribes them, unless another live customer is the same person.' },
  delete: { yes: true, words: 'Deletes the subscriber, unless another live customer is the same person.' },
  nothing: { yes: false, words: 'Leaves the subscriber as they are.' },
}

function flows({ trigger_flows, no_flows }: Decision): Decided {
  if (!trigger_flows) return { yes: false, words: 'Starts no flows.' }
  if (no_flows === 'historical') return { yes: false, words: 'Starts no flow: it is older than the connection.' }
  if (no_flows === 'missed')
    return { yes: false, words: 'Started no flow: it was switched off when it came and applied later.' }
  if (no_flows === 'too_old') return { yes: false, words: 'Starts no flow: it was more than 24 hours old.' }
  return { yes: true, words: 'May start flows.' }
}
