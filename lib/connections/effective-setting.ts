import type { EventFilter, OnDelete } from '@/db/schema/connections'
import { type CatalogueRow, catalogueRow } from '@/lib/catalogue'
import { canonicalFilter } from './filter'

/** What happens to one Stripe type on one connection, as the API shows it. */
export interface EventSetting {
  type: string
  on: boolean
  trigger_flows: boolean
  update_subscriber: boolean
  full_name: boolean
  user_group: string | null
  /** Only `customer.deleted` has one; null everywhere else. */
  on_delete: OnDelete | null
  /** Which events of this type count; null = all of them. */
  filter: EventFilter | null
}

/** The stored choice, as `event_settings` keeps it. */
export interface SavedSetting {
  on: boolean
  triggerFlows: boolean
  updateSubscriber: boolean
  fullName: boolean
  userGroup: string | null
  onDelete: OnDelete | null
  filter?: EventFilter | null
}

/**
 * The setting in force for a Stripe type: the catalogue's defaults, overlaid with what a person saved.
 * Pure, so the page, the API and the pipeline cannot disagree. A type outside the catalogue is off; connection events
 * are always on; the full name is a field of the subscriber, so it needs "update subscriber".
 */
export function effectiveSetting(type: string, saved?: SavedSetting | null): EventSetting {
  const row = catalogueRow(type)
  if (!row) return { type, ...nothing }
  const wanted = saved ?? defaultsOf(row)
  const on = row.locked ? true : wanted.on
  return {
    type,
    on,
    trigger_flows: wanted.triggerFlows,
    update_subscriber: wanted.updateSubscriber,
    full_name: wanted.fullName && wanted.updateSubscriber,
    user_group: wanted.userGroup?.trim() || null,
    on_delete: type === 'customer.deleted' ? (wanted.onDelete ?? 'unsubscribe') : null,
    filter: row.locked ? null : canonicalFilter(wanted.filter),
  }
}

const nothing = {
  on: false,
  trigger_flows: false,
  update_subscriber: false,
  full_name: false,
  user_group: null,
  on_delete: null,
  filter: null,
} as const

function defaultsOf({ defaults }: CatalogueRow): SavedSetting {
  return {
    on: defaults.on,
    triggerFlows: defaults.triggerFlows,
    updateSubscriber: defaults.updateSubscriber,
    fullName: defaults.fullName ?? false,
    userGroup: defaults.userGroup ?? null,
    onDelete: defaults.onDelete ?? null,
  }
}
