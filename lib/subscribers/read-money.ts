import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'
import { ledger, subscriptions } from '@/db/schema/money'
import { withTeams } from '@/db/tenant'
import { factWords } from './fact-words'
import { partiesOf, type SubscriberRecord } from './read-people'
import { knownSince } from './read-since'

/** What one charge adds to the lifetime value. Amounts in minor units of `currency`. */
export interface LedgerLine {
  chargeId: string
  connectionId: string
  currency: string
  captured: bigint
  refunded: bigint
  withdrawn: bigint
  reinstated: bigint
  net: bigint
  paidAt: Date | null
  /** The dated facts behind it, oldest first. */
  facts: { at: Date; words: string; stripeEventId: string; eventId: string | null }[]
}

export interface SubscriptionLine {
  id: string
  status: string
  plan: string | null
  planInterval: string | null
  currency: string | null
  mrr: bigint
  startedAt: Date | null
}

export interface SubscriberMoney {
  lines: LedgerLine[]
  /** True when there are more charges than `mostLines`. */
  more: boolean
  subscriptions: SubscriptionLine[]
  /** When the first Stripe account this person is known from was connected: history before it was not imported. */
  since: Date | null
}

export const mostLines = 100

/** "How is this computed": the charges of a person with their dated facts, newest first, and their subscriptions. */
export function moneyOf(teamId: TeamId, person: SubscriberRecord): Promise<SubscriberMoney> {
  return withTeams(teamId, async (tx) => {
    const keys = (await partiesOf(tx, teamId, [person.id])).map((party) => party.key)
    const charges = keys.length === 0 ? [] : await chargesOf(tx, teamId, person, keys)
    return {
      lines: await withFacts(tx, teamId, person.livemode, charges.slice(0, mostLines)),
      more: charges.length > mostLines,
      subscriptions: keys.length === 0 ? [] : await subscriptionsOf(tx, teamId, person, keys),
      since: await knownSince(tx, teamId, person, keys),
    }
  })
}

type Charge = typeof ledger.$inferSelect

function chargesOf(tx: Tx, teamId: TeamId, { siteId, livemode }: SubscriberRecord, keys: string[]) {
  return tx
    .select()
    .from(ledger)
    .where(
      and(
        eq(ledger.teamId, teamId),
        inArray(ledger.partyKey, keys),
        eq(ledger.siteId, siteId),
        eq(ledger.livemode, livemode),
      ),
    )
    .orderBy(sql`${ledger.paidAt} desc nulls last`, desc(ledger.chargeId))
    .limit(mostLines + 1)
}

async function withFacts(tx: Tx, teamId: TeamId, livemode: boolean, charges: Charge[]): Promise<LedgerLine[]> {
  const told: Awaited<ReturnType<typeof factsOf>> = []
  for (const group of byConnection(charges)) told.push(...(await factsOf(tx, teamId, livemode, group)))
  return charges.map((charge) => ({
    ...charge,
    facts: told
      .filter((fact) => fact.connectionId === charge.connectionId && fact.objectId === charge.chargeId)
      .map(({ at, aspect, value, stripeEventId, eventId }) => ({
        at,
        stripeEventId,
        eventId,
        words: factWords(aspect, value, charge.currency),
      })),
  }))
}

interface ChargeGroup {
  connectionId: string
  chargeIds: string[]
}

function byConnection(charges: Charge[]): ChargeGroup[] {
  const groups = new Map<string, string[]>()
  for (const { connectionId, chargeId } of charges) {
    groups.set(connectionId, [...(groups.get(connectionId) ?? []), chargeId])
  }
  return [...groups].map(([connectionId, chargeIds]) => ({ connectionId, chargeIds }))
}

/** Facts of charges with the event each came from; whose the charge is (`party`) is no money. */
function factsOf(tx: Tx, teamId: TeamId, livemode: boolean, { connectionId, chargeIds }: ChargeGroup) {
  return tx
    .select({
      connectionId: facts.connectionId,
      objectId: facts.objectId,
      aspect: facts.aspect,
      at: facts.at,
      value: facts.value,
      stripeEventId: facts.eventId,
      eventId: events.id,
    })
    .from(facts)
    .leftJoin(
      events,
      and(
        eq(events.teamId, facts.teamId),
        eq(events.connectionId, facts.connectionId),
        eq(events.stripeEventId, facts.eventId),
      ),
    )
    .where(
      and(
        eq(facts.teamId, teamId),
        eq(facts.connectionId, connectionId),
        inArray(facts.objectId, chargeIds),
        eq(facts.livemode, livemode),
        ne(facts.aspect, 'party'),
      ),
    )
    .orderBy(facts.at, facts.rank, facts.eventId)
}

async function subscriptionsOf(
  tx: Tx,
  teamId: TeamId,
  { siteId, livemode }: SubscriberRecord,
  keys: string[],
): Promise<SubscriptionLine[]> {
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.teamId, teamId),
        inArray(subscriptions.partyKey, keys),
        eq(subscriptions.siteId, siteId),
        eq(subscriptions.livemode, livemode),
      ),
    )
    .orderBy(sql`${subscriptions.startedAt} desc nulls last`)
    .limit(mostLines)
  return rows.map((row) => ({ ...row, id: row.subscriptionId }))
}
