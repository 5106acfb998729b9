import type { DestinationKind, Outcome } from '@/lib/destinations/destination'
import { secretsOf } from '@/lib/destinations/fields'
import { mappingOf } from '@/lib/destinations/mapping'
import { openConfig } from '@/lib/destinations/stored-config'
import { log } from '@/lib/log'
import { attempts, callSeconds } from '@/lib/metrics/own'
import type { Http } from '@/lib/outbound/http'
import { type Exchange, recording } from '@/lib/outbound/record'
import type { Claim } from './claim'
import { paced } from './pace'
import { type Parcel, readParcels } from './read-parcels'
import { settle } from './settle'

/** One call's worth of deliveries: read, sent, written down. */
export async function send(claim: Claim, kind: DestinationKind, guarded: Http): Promise<void> {
  const parcels = await readParcels(claim)
  const started = performance.now()
  const { found, exchanges } = await outcomesOf(claim, parcels, kind, guarded)
  const outcomes = parcels.map((parcel, i) => ({ ...parcel, outcome: found[i] ?? broken }))
  for (const { outcome } of outcomes)
    attempts.inc({
      kind: kind.kind,
      outcome: outcome.status,
      reason: outcome.status === 'delivered' ? '' : outcome.reason,
    })
  callSeconds.observe({ kind: kind.kind }, (performance.now() - started) / 1_000)
  const told = outcomes.flatMap(({ outcome, delivery, isToldAlready }) =>
    outcome.status === 'delivered' && delivery.contact && !isToldAlready ? [delivery.contact] : [],
  )
  await settle({
    claim,
    outcomes,
    told: kind.takesContacts ? told : [],
    exchanges,
    durationMs: Math.round(performance.now() - started),
  })
}

/** What needs no call is told apart first; the rest goes out as one. */
async function outcomesOf(claim: Claim, parcels: readonly Parcel[], kind: DestinationKind, guarded: Http) {
  const settledHere = parcels.map((parcel) => withoutCall(parcel, kind))
  const rest = parcels.filter((_, i) => settledHere[i] === null)
  const { sent, exchanges } = rest.length > 0 ? await called(claim, rest, kind, guarded) : nothing
  let next = 0
  return { found: settledHere.map((outcome) => outcome ?? sent[next++] ?? broken), exchanges }
}

const nothing: { sent: Outcome[]; exchanges: Exchange[] } = { sent: [], exchanges: [] }

/**
 * Somebody deleted is told of once, by the deletion: a late event must not bring them back (FL-08). What says of a person only
 * what the receiver was told before is not said again.
 */
function withoutCall({ delivery, isToldAlready }: Parcel, kind: DestinationKind): Outcome | null {
  const { contact, event, what } = delivery
  if (kind.takesContacts && contact?.deleted && event.type !== 'customer.deleted')
    return { status: 'refused', reason: 'person_deleted' }
  if (what === 'contact' && isToldAlready)
    return { status: 'delivered', says: 'Nothing about this person has changed.' }
  return null
}

/** Our mistake, a secret that does not open for instance, is not the receiver's: logged, tried again, dead in the end with a button. */
async function called(claim: Claim, parcels: readonly Parcel[], kind: DestinationKind, guarded: Http) {
  const { teamId, destination } = claim
  let exchanges: Exchange[] = []
  try {
    const config = openConfig(kind, destination)
    const recorded = recording(guarded, secretsOf(kind.config, config))
    exchanges = recorded.exchanges
    const sent = await kind.send(
      parcels.map(({ delivery }) => delivery),
      {
        config,
        mapping: mappingOf(kind, destination.mapping),
        http: paced(recorded.http, teamId, destination.paceKey, kind.limits),
        now: new Date(),
      },
    )
    return { sent, exchanges }
  } catch (error) {
    log.error('a delivery could not be made', { kind: kind.kind, error })
    return { sent: parcels.map(() => broken), exchanges }
  }
}

const broken: Outcome = { status: 'try-again', reason: 'could_not_send' }
