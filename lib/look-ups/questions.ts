import { newest } from '@/lib/facts/fact'
import type { FactSet } from '@/lib/facts/fact-set'
import type { Missing } from '@/lib/lane/fold-money'
import type { Resolved } from '@/lib/lane/resolve'
import { text } from '@/lib/normalize/readers'
import { lookedUp } from './facts'
import { isAnswered, nextQuestion, type Question } from './next-question'

/**
 * Everything a batch leaves to be asked of Stripe: the next step for each event that waits for its person, and what the
 * figures of subscriptions rest on and nobody told. Each thing once.
 */
export function questionsOf(
  waiting: readonly Resolved[],
  missing: readonly Missing[],
  set: FactSet,
  now: number,
): Question[] {
  const questions = [
    ...waiting.flatMap(({ decided: { entry, object }, reach }) => {
      const next = nextQuestion(text(object.object), reach, entry.receivedAt)
      const { teamId, connectionId, siteId, livemode } = entry
      return next ? [{ teamId, connectionId, siteId, livemode, ...next }] : []
    }),
    ...missing.filter((question) => !isKnown(question, set, now)),
  ]
  return [...new Map(questions.map((q) => [`${q.connectionId} ${q.livemode} ${q.object} ${q.id}`, q])).values()]
}

function isKnown({ teamId, connectionId, livemode, object, id }: Missing, set: FactSet, now: number): boolean {
  const facts = set.of({ teamId, connectionId, livemode, objectId: id })
  return isAnswered(newest(facts.filter((fact) => fact.aspect === lookedUp(object)))?.at, now)
}
