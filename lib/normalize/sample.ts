import { type CatalogueRow, exampleEvent } from '@/lib/catalogue'
import { derivedFrom, snapshotOf } from './derive'
import { normalize } from './normalize'
import type { NormalizedEvent } from './schema'

/** What a row's own example becomes: the sample in docs and pages. */
export function sampleOf(row: CatalogueRow): NormalizedEvent {
  const payload = exampleEvent(row)
  const whole = normalize(payload)
  return derivedFrom(whole, snapshotOf(payload.type, payload)).find(({ type }) => type === row.type) ?? whole
}
