import type { Delivery, DestinationKind, Outcome } from '@/lib/destinations/destination'
import { secretsOf } from '@/lib/destinations/fields'
import { mappingOf } from '@/lib/destinations/mapping'
import type { DestinationRecord } from '@/lib/destinations/queries'
import { openConfig } from '@/lib/destinations/stored-config'
import type { Http } from '@/lib/outbound/http'
import { type Exchange, recording } from '@/lib/outbound/record'
import { paced } from './pace'

/** What one call to a destination needs, and everything said during it. */
export interface Calling {
  exchanges: Exchange[]
  /** At the destination's pace. What the receiver says is given back without our secrets in it: it may repeat what it was sent. */
  send(deliveries: readonly Delivery[]): Promise<Outcome[]>
}

/** Throws when the stored config does not open: our mistake, not the receiver's. `isTest`: it waits for its turn, however long. */
export function callingOf(
  kind: DestinationKind,
  destination: DestinationRecord,
  guarded: Http,
  isTest = false,
): Calling {
  const config = openConfig(kind, destination)
  const { http, exchanges, hide } = recording(guarded, secretsOf(kind.config, config))
  const hidden = (outcome: Outcome): Outcome =>
    outcome.says === undefined ? outcome : { ...outcome, says: hide(outcome.says) }
  return {
    exchanges,
    send: async (deliveries) => {
      const outcomes = await kind.send(deliveries, {
        config,
        mapping: mappingOf(kind, destination.mapping),
        http: paced(http, destination, kind.limits, isTest),
        now: new Date(),
      })
      return outcomes.map(hidden)
    },
  }
}
