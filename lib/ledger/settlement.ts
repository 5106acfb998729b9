import type { Next } from '@/lib/lane/fold'
import type { Foreign } from '@/lib/lane/project'
import type { Question } from '@/lib/look-ups/next-question'

/**
 * What Stripe booked for a charge is asked for only when it is needed: the charge counts for somebody, its currency is not
 * the one the site reports in, and no payload carried the balance transaction. A rate of the operator's is no reason not to
 * ask: what was booked comes before it, and whether the rate was imported before or after must not matter. Only charges of this batch are looked at, so nothing is asked again and again.
 */
export function settlementQuestions(
  { money, people }: Pick<Next, 'money' | 'people'>,
  foreign: readonly Foreign[],
): Question[] {
  if (foreign.length === 0) return []
  const currencies = new Map(foreign.map((row) => [row.id, row.currencies]))
  const owners = new Map(people.parties.map((party) => [placeOf(party, party.key), party.subscriberId]))
  return money.ledger.flatMap((charge) => {
    const { teamId, connectionId, siteId, livemode, balanceTransaction: id } = charge
    const owner = charge.partyKey && owners.get(placeOf(charge, charge.partyKey))
    const isNeeded = charge.net > 0n && owner && currencies.get(owner)?.includes(charge.currency)
    if (!id || !isNeeded || charge.settledCurrency !== null) return []
    return [{ teamId, connectionId, siteId, livemode, object: 'balance_transaction' as const, id }]
  })
}

const placeOf = ({ teamId, siteId, livemode }: { teamId: string; siteId: string; livemode: boolean }, key: string) =>
  `${teamId} ${siteId} ${livemode} ${key}`
