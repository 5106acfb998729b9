import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Fact } from '@/lib/facts/fact'
import { FactSet } from '@/lib/facts/fact-set'
import type { Entry } from '@/lib/lane/entry'
import type { StripeEvent } from '@/lib/lane/testing-stripe'
import { normalize } from '@/lib/normalize'
import { objectOf } from '@/lib/normalize/readers'
import { personIn } from '@/lib/subscribers/aside'
import { moneyFacts } from './facts'
import { foldCharge } from './fold'
import { play, story } from './testing-model'

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
function keptOf(events: readonly StripeEvent[]): Record<string, string> {
  const facts = new FactSet(events.flatMap(factsOf))
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
      expect(keptOf(shuffled.map(({ event }) => event))).toEqual(expectedOf(people))
    }),
    { numRuns: long ? 100_000 : 1_500 },
  )
})
