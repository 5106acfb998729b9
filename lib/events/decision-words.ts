import type { Decision } from '@/db/schema/events'
import { filterWords, type Names } from '@/lib/connections/filter-words'
import { reasonText } from '@/lib/reasons'
import type { CountedLater } from './counted-later'

/** What the words need to know beyond the decision. */
export interface Concerned {
  /** What the type can do without a person: keep plans and revenue right, keep the connection right, or nothing. */
  nobody?: 'plans' | 'connection' | 'nothing'
  /** Whether it names somebody's name that "full name" could copy. */
  named?: boolean
  /** The event it was derived from, which tells money and people, or would. */
  base?: { label: string; counts: boolean } | null
  /** Through what its charge counts all the same. */
  countedLater?: CountedLater | null
}

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
export function decisionWords(
  decision: Decision | null,
  reason: string | null,
  names: Names = {},
  concerned: Concerned = {},
): Decided[] {
  if (!decision) {
    return reason === null ? [] : [{ yes: false, words: `Changes nothing, by this rule: ${reasonText(reason).title}.` }]
  }
  const still = [
    ...later(concerned),
    ...(concerned.nobody ? [] : [{ yes: false, words: 'Whose customer this is was noted all the same.' }]),
  ]
  if (!decision.on)
    return [{ yes: false, words: 'Changes nothing: this event was switched off.', by: 'setting' }, ...still]
  if (decision.left_out?.by === 'customer')
    return [
      { yes: false, words: `Changes nothing: ${decision.left_out.customer} is ignored.`, by: 'ignore_list' },
      ...still,
    ]
  if (decision.left_out) {
    const rule = filterWords(decision.left_out.rule, names).join(', ')
    return [
      { yes: false, words: `Changes nothing: the setting says “${rule}”, and this one does not match.`, by: 'setting' },
      ...still,
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
    ...(concerned.nobody ? [aboutNobody[concerned.nobody]] : personWords(decision, concerned)),
  ]
}

function later({ countedLater }: Concerned): Decided[] {
  if (!countedLater) return []
  const by = countedLater.by === 'event' ? `“${countedLater.event.label}” told of it` : 'Stripe was asked about it'
  return [{ yes: true, words: `The payment counts all the same: ${by} later, as a whole.` }]
}

const aboutNobody: Record<NonNullable<Concerned['nobody']>, Decided> = {
  plans: { yes: true, words: 'Keeps plans and recurring revenue right. It is about nobody, so it starts no flows.' },
  connection: { yes: true, words: 'Keeps the connection itself right. It is about nobody, so it starts no flows.' },
  nothing: { yes: false, words: 'Is about nobody: it changes no subscriber and starts no flows.' },
}

function personWords(decision: Decision, { named = true, base }: Concerned): Decided[] {
  return [
    base ? throughBase(base) : updates(decision, named),
    ...(decision.user_group === null || !decision.update_subscriber
      ? []
      : [{ yes: true, words: `Puts them into the group “${decision.user_group}”.` }]),
    ...(decision.on_delete === null ? [] : [onDelete[decision.on_delete]]),
    flows(decision),
  ]
}

const updates = ({ update_subscriber, full_name }: Decision, named: boolean): Decided =>
  update_subscriber
    ? { yes: true, words: `Updates the subscriber${full_name && named ? ', including the full name' : ''}.` }
    : { yes: false, words: 'Leaves the subscriber’s fields alone. Money always counts.' }

const throughBase = ({ label, counts }: NonNullable<Concerned['base']>): Decided =>
  counts
    ? { yes: false, words: `Changes no fields itself: “${label}” tells them, once.` }
    : { yes: false, words: `Changes no fields: “${label}” would tell them, and was not used.` }

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
