import type { SiteId, TeamId } from '@/db/schema/columns'
import type { QuestionKind } from './answer'
import { chainOf } from './chains'
import type { Reach } from './reach'

/** One thing to ask Stripe; the answer goes to the site the question came from. */
export interface Question {
  teamId: TeamId
  connectionId: string
  siteId: SiteId
  livemode: boolean
  object: QuestionKind
  id: string
}

const day = 24 * 60 * 60_000

/**
 * What to ask about the person of an event that waits: the first step of its object's chain that was not asked yet. An answer
 * a day older than the event is asked for again. Null when the chain is at its end.
 */
export function nextQuestion(
  object: string | null,
  reach: Reach,
  receivedAt: Date,
): Pick<Question, 'object' | 'id'> | null {
  for (const { ask, by, unless } of chainOf(object)) {
    if (unless && reach.ids(unless).length > 0) continue
    const id = reach.ids(by).find((known) => !isAnswered(reach.answer(ask, known)?.at, receivedAt.getTime()))
    if (id) return { object: ask, id }
  }
  return null
}

export const isAnswered = (at: string | undefined, now: number) => at !== undefined && Date.parse(at) > now - day
