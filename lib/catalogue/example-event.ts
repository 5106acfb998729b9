import type { CatalogueRow, DerivedRow } from './define'

/**
 * A row's example as the whole event Stripe would send: for "send a test", docs and tests. Merge in what differs. For a
 * derived row it is the event it follows from.
 */
export function exampleEvent(row: CatalogueRow | DerivedRow) {
  return {
    id: `evt_${row.type.replaceAll('.', '_')}`,
    object: 'event' as const,
    api_version: '2026-10-28.endive',
    created: 1_767_225_600,
    data: { object: row.example, ...(row.examplePrevious && { previous_attributes: row.examplePrevious }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'from' in row ? row.from[0] : row.type,
  }
}
