import type { Decision } from '@/db/schema/events'

/** One thing that was decided about an event, by the settings of that moment. */
export interface Decided {
  /** True when it was done, false when it was left alone. */
  yes: boolean
  words: string
}

/** The stored decision in sentences. It never changes afterwards, whatever the settings say today (FL-03). */
export function decisionWords(decision: Decision): Decided[] {
  if (!decision.on) {
    return [{ yes: false, words: 'Switched off: it was kept, and it changed nothing but whose customer this is.' }]
  }
  return [
    decision.update_subscriber
      ? { yes: true, words: `Updated the subscriber${decision.full_name ? ', the full name included' : ''}.` }
      : { yes: false, words: 'Left the subscriber’s fields alone. Money is always counted.' },
    ...(decision.user_group === null
      ? []
      : [{ yes: true, words: `Put them into the group “${decision.user_group}”.` }]),
    ...(decision.on_delete === null ? [] : [onDelete[decision.on_delete]]),
    flows(decision),
  ]
}

const onDelete: Record<NonNullable<Decision['on_delete']>, Decided> = {
  unsubscribe: { yes: true, words: 'Unsubscribed them, unless another live customer is the same person.' },
  delete: { yes: true, words: 'Deleted the subscriber, unless another live customer is the same person.' },
  nothing: { yes: false, words: 'Left the subscriber as they were.' },
}

function flows({ trigger_flows, no_flows }: Decision): Decided {
  if (!trigger_flows) return { yes: false, words: 'Was not allowed to start flows.' }
  if (no_flows === 'historical') return { yes: false, words: 'Started no flow: it is older than the connection.' }
  if (no_flows === 'missed')
    return { yes: false, words: 'Started no flow: it was switched off when it came and applied later.' }
  if (no_flows === 'too_old') return { yes: false, words: 'Started no flow: it was more than 24 hours old.' }
  return { yes: true, words: 'May start flows.' }
}
