import type { DestinationKind, Outcome } from '@/lib/destinations/destination'
import { log } from '@/lib/log'
import { attempts, callSeconds } from '@/lib/metrics/own'
import type { Http } from '@/lib/outbound/http'
import type { Exchange } from '@/lib/outbound/record'
import { callingOf } from './call'
import type { Claim } from './claim'
import { type Parcel, readParcels } from './read-parcels'
import { settle, type Tried } from './settle'

/** One call's worth of deliveries: read, sent, written down. */
export async function send(claim: Claim, kind: DestinationKind, guarded: Http): Promise<void> {
  const parcels = await readParcels(claim)
  const settledHere = parcels.map((parcel) => withoutCall(parcel, kind))
  const rest = parcels.filter((_, i) => settledHere[i] === null)
  const { sent, exchanges } = rest.length > 0 ? await called(claim, rest, kind, guarded) : nothing
  let next = 0
  const tried = parcels.map((parcel, i) => {
    const here = settledHere[i]
    return { ...parcel, outcome: here ?? sent[next++] ?? broken, called: !here && exchanges.length > 0 }
  })
  const durationMs = exchanges.reduce((sum, exchange) => sum + exchange.duration_ms, 0)
  for (const { outcome } of tried) count(kind, outcome)
  if (exchanges.length > 0) callSeconds.observe({ kind: kind.kind }, durationMs / 1_000)
  await settle({ claim, tried, told: kind.takesContacts ? toldBy(tried) : [], exchanges, durationMs })
}

const nothing: { sent: Outcome[]; exchanges: Exchange[] } = { sent: [], exchanges: [] }

const toldBy = (tried: readonly Tried[]) =>
  tried.flatMap(({ outcome, delivery, isToldAlready }) =>
    outcome.status === 'delivered' && delivery.contact && !isToldAlready ? [delivery.contact] : [],
  )

const count = ({ kind }: DestinationKind, outcome: Outcome) =>
  attempts.inc({ kind, outcome: outcome.status, reason: outcome.status === 'delivered' ? '' : outcome.reason })

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
  let exchanges: Exchange[] = []
  try {
    const calling = callingOf(kind, claim.destination, guarded)
    exchanges = calling.exchanges
    return { sent: await calling.send(parcels.map(({ delivery }) => delivery)), exchanges }
  } catch (error) {
    log.error('a delivery could not be made', { kind: kind.kind, error })
    return { sent: parcels.map(() => broken), exchanges }
  }
}

const broken: Outcome = { status: 'try-again', reason: 'could_not_send' }
