import type { DestinationKind, Outcome, SendContext } from '@/lib/destinations/destination'
import { secretsOf } from '@/lib/destinations/fields'
import { mappingOf } from '@/lib/destinations/mapping'
import { openConfig } from '@/lib/destinations/stored-config'
import { log } from '@/lib/log'
import type { Http } from '@/lib/outbound/http'
import { recording } from '@/lib/outbound/record'
import type { Claim } from './claim'
import { paced } from './pace'
import { type Parcel, readParcels } from './read-parcels'
import { settle } from './settle'

/** One call's worth of deliveries: read, sent, written down. */
export async function send(claim: Claim, kind: DestinationKind, guarded: Http): Promise<void> {
  const { teamId, destination } = claim
  const parcels = await readParcels(claim)
  const config = openConfig(kind, destination)
  const { http, exchanges } = recording(guarded, secretsOf(kind.config, config))
  const started = performance.now()
  const found = await outcomesOf(parcels, kind, {
    config,
    mapping: mappingOf(kind, destination.mapping),
    http: paced(http, teamId, destination.paceKey, kind.limits),
    now: new Date(),
  })
  const outcomes = parcels.map((parcel, i) => ({ ...parcel, outcome: found[i] ?? broken }))
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
async function outcomesOf(
  parcels: readonly Parcel[],
  kind: DestinationKind,
  context: SendContext<Record<string, unknown>>,
) {
  const settledHere = parcels.map((parcel) => withoutCall(parcel, kind))
  const rest = parcels.filter((_, i) => settledHere[i] === null)
  const sent = rest.length > 0 ? await sendAll(rest, kind, context) : []
  let next = 0
  return settledHere.map((outcome) => outcome ?? sent[next++] ?? broken)
}

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

async function sendAll(
  parcels: readonly Parcel[],
  kind: DestinationKind,
  context: SendContext<Record<string, unknown>>,
) {
  try {
    return await kind.send(
      parcels.map(({ delivery }) => delivery),
      context,
    )
  } catch (error) {
    // Our mistake, not the receiver's: said once, tried again, and dead in the end with a button.
    log.error('a delivery could not be made', { kind: kind.kind, error })
    return parcels.map(() => broken)
  }
}

const broken: Outcome = { status: 'try-again', reason: 'could_not_send' }
