import { and, asc, eq, inArray, like } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { facts } from '@/db/schema/facts'
import type { FactValue } from '@/lib/facts/fact'
import { lookedUp } from '@/lib/look-ups/facts'
import { leadsIn } from '@/lib/look-ups/leads'
import type { EventRow } from './queries'

/** One thing Stripe was asked in search of a person. */
export interface Tried {
  /** "customer cus_1". */
  what: string
  at: Date
  /** What came of it, in words. */
  said: string
}

/** An answer leads to the next question at most this often: charge → invoice → customer, and one to spare. */
const mostHops = 4

/** What Stripe was asked about the person of an event, oldest first: its own objects, and those earlier answers led to. */
export async function triedFor(
  tx: Tx,
  teamId: TeamId,
  { connectionId, livemode, body }: Pick<EventRow, 'connectionId' | 'livemode' | 'body'>,
): Promise<Tried[]> {
  const own = [body.subscriber.customer_id, body.charge_id, body.payment_intent_id, body.invoice_id]
  const seen = new Set<string>()
  const tried: Tried[] = []
  let next = own.filter((id) => id !== null)
  for (let hop = 0; next.length > 0 && hop < mostHops; hop++) {
    for (const id of next) seen.add(id)
    const rows = await tx
      .select({ objectId: facts.objectId, aspect: facts.aspect, at: facts.at, value: facts.value })
      .from(facts)
      .where(
        and(
          eq(facts.teamId, teamId),
          eq(facts.connectionId, connectionId),
          inArray(facts.objectId, next),
          eq(facts.livemode, livemode),
          like(facts.aspect, `${lookedUp('').replaceAll('_', '\\_')}%`),
        ),
      )
      .orderBy(asc(facts.at))
    tried.push(...rows.map((row) => triedWords(row.aspect, row.objectId, row.at, row.value as FactValue)))
    next = [...new Set(rows.flatMap(({ value }) => Object.values(leadsIn(value as FactValue))))].filter(
      (id) => !seen.has(id),
    )
  }
  return tried
}

function triedWords(aspect: string, id: string, at: Date, value: FactValue): Tried {
  const what = questions[aspect.slice(lookedUp('').length)] ?? 'object'
  if (value.found === false) return { what: `${what} ${id}`, at, said: 'Stripe does not know it' }
  return { what: `${what} ${id}`, at, said: value.email === true ? 'has an address' : 'no address there' }
}

const questions: Readonly<Partial<Record<string, string>>> = {
  customer: 'customer',
  charge: 'charge',
  invoice: 'invoice',
  payment_method: 'payment method',
  credit_grant: 'credit grant',
  subscription: 'subscription',
  balance_transaction: 'balance transaction of',
  invoice_of_payment: 'invoice of payment',
  session_of_payment: 'checkout of payment',
  items_of_subscription: 'items of subscription',
}
