import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { facts } from '@/db/schema/facts'
import { factWords } from '@/lib/subscribers/fact-words'
import type { EventRow } from './queries'

export interface ToldFact {
  /** The Stripe object it is about, `ch_…`. */
  objectId: string
  words: string
}

export interface Told {
  /** Every currency it names. */
  currencies: string[]
  /** What the event said about money, in words. */
  money: ToldFact[]
}

/** The facts about money that one event told, found under the objects it names. */
export async function toldBy(
  tx: Tx,
  teamId: TeamId,
  event: Pick<EventRow, 'connectionId' | 'livemode' | 'body'>,
  stripeEventId: string,
): Promise<Told> {
  const { body } = event
  const objects = [body.charge_id, body.payment_intent_id, body.invoice_id].filter((id) => id !== null)
  if (objects.length === 0) return { currencies: [], money: [] }
  const rows = await tx
    .select({ objectId: facts.objectId, aspect: facts.aspect, value: facts.value })
    .from(facts)
    .where(
      and(
        eq(facts.teamId, teamId),
        eq(facts.connectionId, event.connectionId),
        inArray(facts.objectId, objects),
        eq(facts.livemode, event.livemode),
        eq(facts.eventId, stripeEventId),
      ),
    )
    .orderBy(facts.objectId, facts.aspect)
  const currencies = new Set(
    rows.flatMap(({ value }) => fieldOf(value, 'currency') ?? []).concat(body.value?.currency ?? []),
  )
  return {
    currencies: [...currencies],
    money: rows.flatMap(({ objectId, aspect, value }) => {
      const currency = fieldOf(value, 'currency') ?? body.value?.currency
      const words = currency ? factWords(aspect, value, currency, currencies.size > 1) : aspect
      return words === aspect ? [] : [{ objectId, words }]
    }),
  }
}

function fieldOf(value: unknown, field: string): string | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, field) : null
  return typeof found === 'string' ? found : null
}
