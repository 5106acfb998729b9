import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { countedLinesOf } from '@/lib/ledger/queries'
import { revenueOf, type SubscriptionRevenue } from '@/lib/revenue/queries'
import { type MoneyPolicy, moneyPolicyOf } from '@/lib/sites/money-policy'
import { type LedgerLine, withFacts } from './read-lines'
import { partiesOf, type SubscriberRecord } from './read-people'
import { knownSince } from './read-since'

export interface SubscriberMoney {
  lines: LedgerLine[]
  /** What the figures are expressed in; null while nobody paid. */
  reporting: string | null
  /** How the site counts. */
  policy: MoneyPolicy
  /** True when there are more lines than `mostLines`. */
  more: boolean
  subscriptions: SubscriptionRevenue[]
  /** True when more than one currency is on the page: then every amount carries its code. */
  code: boolean
  /** When the first Stripe account this person is known from was connected: history before it was not imported. */
  since: Date | null
}

export const mostLines = 100

/** "How is this computed": the lines of a person's lifetime value with their dated facts, newest first, and their subscriptions. */
export function moneyOf(
  teamId: TeamId,
  person: SubscriberRecord,
  /** Of whatever else the page shows. */
  currencies: readonly string[] = [],
): Promise<SubscriberMoney> {
  return withTeams(teamId, async (tx) => {
    const keys = (await partiesOf(tx, teamId, [person.id])).map((party) => party.key)
    const policy = await policyOf(tx, teamId, person)
    const counted = await countedLinesOf(tx, teamId, { person, limit: mostLines + 1 })
    const lines = await withFacts(tx, teamId, person.livemode, counted.slice(0, mostLines))
    const named = [...currencies, ...currenciesOf(person), ...lines.flatMap(ofLine)]
    const code = new Set(named).size > 1
    const whose = { ...person, keys }
    return {
      code,
      reporting: person.reportingCurrency,
      policy,
      lines,
      more: counted.length > mostLines,
      subscriptions:
        keys.length === 0 ? [] : await revenueOf(tx, teamId, whose, policy.mrr, { limit: mostLines, code }),
      since: await knownSince(tx, teamId, person, keys),
    }
  })
}

/** MRR is by currency too, so that each subscription that counts is among them. */
const currenciesOf = (person: SubscriberRecord) => [
  ...(person.reportingCurrency ? [person.reportingCurrency] : []),
  ...(person.currency ? [person.currency] : []),
  ...Object.keys(person.lifetimeValueByCurrency),
  ...Object.keys(person.mrrByCurrency),
]

/** A line's own, and the one Stripe booked it in. */
const ofLine = ({ currency, facts }: LedgerLine) => [
  currency,
  ...facts.flatMap(({ value }) => {
    const booked: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'currency') : null
    return typeof booked === 'string' ? [booked] : []
  }),
]

async function policyOf(tx: Tx, teamId: TeamId, { siteId }: SubscriberRecord): Promise<MoneyPolicy> {
  const [site] = await tx
    .select({ policy: sites.moneyPolicy })
    .from(sites)
    .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId)))
  return moneyPolicyOf(site?.policy)
}
