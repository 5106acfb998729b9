import type { Decision } from '@/db/schema/events'
import { filterWords, type Names } from '@/lib/connections/filter-words'
import { reasonText } from '@/lib/reasons'

/** One thing that was decided about an event, by the settings of that moment. */
export interface Decided {
  /** True when it acts, false when something is left alone. */
  yes: boolean
  words: string
  /** Which setting said so, where there is one to go and see. */
  by?: 'setting' | 'ignore_list'
}

/**
 * The stored decision in sentences, in the present tense: an event that waits has not acted yet. It never changes
 * afterwards, whatever the settings say today (FL-03). What never got as far as a decision says by what rule.
 */
export function decisionWords(decision: Decision | null, reason: string | null, names: Names = {}): Decided[] {
  if (!decision) {
    return reason === null ? [] : [{ yes: false, words: `Changes nothing, by this rule: ${reasonText(reason).title}.` }]
  }
  const still = { yes: false, words: 'Whose customer this is was noted all the same.' }
  if (!decision.on)
    return [{ yes: false, words: 'Changes nothing: this event was switched off.', by: 'setting' }, still]
  if (decision.left_out?.by === 'customer')
    return [
      { yes: false, words: `Changes nothing: ${decision.left_out.customer} is ignored.`, by: 'ignore_list' },
      still,
    ]
  if (decision.left_out) {
    const rule = filterWords(decision.left_out.rule, names).join(', ')
    return [
      { yes: false, words: `Changes nothing: the setting says “${rule}”, and this one does not match.`, by: 'setting' },
      still,
    ]
  }
  return [
    ...(decision.filter
      ? [
          {
            yes: true,
            words: `Counts: it matches “${filterWords(decision.filter, names).join(', ')}”.`,
            by: 'setting' as const,
          },
        ]
      : []),
    decision.update_subscriber
      ? { yes: true, words: `Updates the subscriber${decision.full_name ? ', including the full name' : ''}.` }
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
    return { yes: false, words: 'Started no flow: it was left out when it came and applied later.' }
  if (no_flows === 'paused') return { yes: false, words: 'Starts no flow: the connection was paused by then.' }
  if (no_flows === 'disconnected') return { yes: false, words: 'Starts no flow: the connection had ended by then.' }
  if (no_flows === 'too_old') return { yes: false, words: 'Starts no flow: it was more than 24 hours old.' }
  return { yes: true, words: 'Flows may start from it.' }
}

/** The products a decision names, to be called by their names. */
export function productsIn(decision: Decision | null): string[] {
  const rule = decision?.left_out?.by === 'filter' ? decision.left_out.rule : null
  return [...(decision?.filter?.products ?? []), ...(rule?.products ?? [])]
}
