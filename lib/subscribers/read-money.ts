import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { subscriptions } from '@/db/schema/money'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { countedLinesOf } from '@/lib/ledger/queries'
import { type MoneyPolicy, moneyPolicyOf } from '@/lib/sites/money-policy'
import { type LedgerLine, withFacts } from './read-lines'
import { partiesOf, type SubscriberRecord } from './read-people'
import { knownSince } from './read-since'

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
  /** What the figures are expressed in; null while nobody paid. */
  reporting: string | null
  /** How the site counts lifetime value. */
  rules: MoneyPolicy['ltv']
  /** True when there are more lines than `mostLines`. */
  more: boolean
  subscriptions: SubscriptionLine[]
  /** When the first Stripe account this person is known from was connected: history before it was not imported. */
  since: Date | null
}

export const mostLines = 100

/** "How is this computed": the lines of a person's lifetime value with their dated facts, newest first, and their subscriptions. */
export function moneyOf(teamId: TeamId, person: SubscriberRecord): Promise<SubscriberMoney> {
  return withTeams(teamId, async (tx) => {
    const keys = (await partiesOf(tx, teamId, [person.id])).map((party) => party.key)
    const lines = await countedLinesOf(tx, teamId, { person, limit: mostLines + 1 })
    return {
      reporting: person.reportingCurrency,
      rules: await rulesOf(tx, teamId, person),
      lines: await withFacts(tx, teamId, person.livemode, lines.slice(0, mostLines)),
      more: lines.length > mostLines,
      subscriptions: keys.length === 0 ? [] : await subscriptionsOf(tx, teamId, person, keys),
      since: await knownSince(tx, teamId, person, keys),
    }
  })
}

async function rulesOf(tx: Tx, teamId: TeamId, { siteId }: SubscriberRecord): Promise<MoneyPolicy['ltv']> {
  const [site] = await tx
    .select({ policy: sites.moneyPolicy })
    .from(sites)
    .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId)))
  return moneyPolicyOf(site?.policy).ltv
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
