import { z } from 'zod'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import type { NewEntry } from '@/lib/inbox/entries'

/**
 * What Stripe can be asked for. Most are one object by its id; two of the last are lists asked by a payment intent,
 * whose first row is the answer, and the last is a list that is the answer.
 */
export const questionKinds = [
  'customer',
  'charge',
  'invoice',
  'payment_method',
  'credit_grant',
  'subscription',
  'product',
  'price',
  'coupon',
  'balance_transaction',
  'invoice_of_payment',
  'session_of_payment',
  'items_of_subscription',
] as const

export type QuestionKind = (typeof questionKinds)[number]

/** What an answer is about: for a list the id it was narrowed by. Backfill answers with any object under its own name. */
export interface About {
  object: string
  id: string
}

const answerSchema = z.object({
  answer: z.object({
    about: z.object({ object: z.string().min(1).max(100), id: z.string().min(1).max(255) }),
    /** False: Stripe does not know it. */
    found: z.boolean(),
    object: z.record(z.string(), z.unknown()).optional(),
    at: z.iso.datetime(),
  }),
})

export type Answer = z.infer<typeof answerSchema>['answer']

/** The answer in an entry's body; null when it is something else, such as a Stripe event. */
export function answerIn(payload: unknown): Answer | null {
  return answerSchema.safeParse(payload).data?.answer ?? null
}

/** Where an answer belongs: the connection that was asked, and the site its question came from. */
export interface AnswerPlace {
  teamId: TeamId
  connectionId: string
  siteId: SiteId
  livemode: boolean
}

/**
 * An answer as an inbox entry. One a day for each object: written twice it is one, and an answer of yesterday can be
 * followed by one of today.
 */
export function answerEntry(kind: 'look-up' | 'backfill', place: AnswerPlace, answer: Answer): NewEntry {
  return {
    ...place,
    id: newId(),
    kind,
    key: answerKey(kind, answer.about, place.livemode, new Date(answer.at)),
    type: `answer.${answer.about.object}`,
    // The same whenever it is written, as the key is: a partitioned inbox has it in the key.
    created: dayOf(new Date(answer.at)),
    body: { answer },
  }
}

export const answerKey = (kind: 'look-up' | 'backfill', { object, id }: About, livemode: boolean, day: Date) =>
  `${kind}:${object}:${id}:${livemode ? 'live' : 'test'}:${day.toISOString().slice(0, 10)}`

/** The day, UTC, of a moment. */
export const dayOf = (moment: Date) => new Date(moment.toISOString().slice(0, 10))
