import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Fact } from '@/lib/facts/fact'
import { FactSet } from '@/lib/facts/fact-set'
import type { Entry } from '@/lib/lane/entry'
import { permutations } from '@/lib/lane/testing-orders'
import type { StripeEvent } from '@/lib/lane/testing-stripe'
import { normalize } from '@/lib/normalize'
import { objectOf } from '@/lib/normalize/readers'
import { personIn } from '@/lib/subscribers/aside'
import { moneyFacts } from './facts'
import { foldCharge } from './fold'
import { type Act, play, story } from './testing-model'

const long = process.env.SLUICE_LONG === '1'

/** Where it happened does not matter here: one connection, one site. */
const place = { teamId: 'team' as TeamId, connectionId: 'connection', siteId: 'site' as SiteId, livemode: true }

/** The money facts of an event, as the lane dates them. */
function factsOf(event: StripeEvent): Fact[] {
  const at = new Date(event.created * 1000).toISOString()
  const told = { normalized: normalize(event), type: event.type, object: objectOf(event.data.object), at }
  const made = moneyFacts({ ...told, person: personIn(told), entry: place as Entry })
  return made.map((fact) => ({ ...fact, ...place, at, eventId: event.id }))
}

/** What all charges keep, by currency; currencies that come to nothing left out. */
function keptOf(told: readonly Fact[]): Record<string, string> {
  const facts = new FactSet(told)
  const charges = new Set([...facts].map((fact) => fact.objectId).filter((id) => id.startsWith('ch_')))
  const sums: Record<string, bigint> = {}
  for (const objectId of charges) {
    const charge = foldCharge(facts.of({ ...place, objectId }))
    if (charge) sums[charge.currency] = (sums[charge.currency] ?? 0n) + charge.net
  }
  return shown(Object.entries(sums))
}

function expectedOf(people: Record<string, Record<string, string>>): Record<string, string> {
  const sums: Record<string, bigint> = {}
  for (const totals of Object.values(people))
    for (const [currency, net] of Object.entries(totals)) sums[currency] = (sums[currency] ?? 0n) + BigInt(net)
  return shown(Object.entries(sums))
}

const shown = (sums: [string, bigint][]) =>
  Object.fromEntries(sums.filter(([, sum]) => sum !== 0n).map(([currency, sum]) => [currency, String(sum)]))

test('LT-09 PR-02 random money histories, shuffled and repeated, come to what the shop itself has in its books', {
  timeout: 1_200_000,
}, () => {
  fc.assert(
    fc.property(story, fc.infiniteStream(fc.nat()), (acts, numbers) => {
      const { events, people } = play('acct_1', acts)
      const random = () => numbers.next().value ?? 0
      const repeated = [...events, ...events.filter(() => random() % 3 === 0)]
      const shuffled = repeated.map((event) => ({ event, at: random() })).sort((a, b) => a.at - b.at)
      expect(keptOf(shuffled.flatMap(({ event }) => factsOf(event)))).toEqual(expectedOf(people))
    }),
    { numRuns: long ? 100_000 : 1_500 },
  )
})

describe('LT-03 LT-04 half of a charge is refunded, the rest disputed and lost, and then the refund fails', () => {
  const [charge, told] = ['ch_1', 'bare'] as const
  const lost: Act = { do: 'dispute', charge, claims: 'the rest', ends: 'lost', told }
  const mention: Act = { do: 'mention', charge }
  const paid = { do: 'pay', charge, amount: 100, hold: false, drops: false, customer: null } as const
  const history = (currency: 'usd' | 'jpy', after: Act[]): Act[] => [
    { ...paid, currency, email: 'ada@example.com' },
    { do: 'refund', charge, part: 2, fails: false, mentioned: false },
    lost,
    { do: 'refund fails', charge, mentioned: false },
    ...after,
  ]

  test.each<[string, Act[], Record<string, string>]>([
    ['the half that came back is the shop’s', history('usd', [mention]), { USD: '50' }],
    ['it is in every currency', history('jpy', [mention]), { JPY: '50' }],
    ['until it is disputed as well', history('jpy', [lost]), {}],
  ])('%s', (_, acts, kept) => {
    const { events, people } = play(
      'acct_1',
      acts.map((act) => [act, 0]),
    )
    expect(expectedOf(people)).toEqual(kept)
    const told = events.map(factsOf).filter((facts) => facts.length > 0)
    for (const order of permutations(told)) expect(keptOf(order.flat())).toEqual(kept)
  })
})
