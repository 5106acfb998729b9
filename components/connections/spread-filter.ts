import type { EventSetting } from '@/lib/connections/effective-setting'
import { conditions, sameFilter } from '@/lib/connections/filter'
import type { EventRow } from './event-rows'

export interface Listed {
  row: EventRow
  /** As shown: stored, with what is not saved yet on top. */
  setting: EventSetting
}

/**
 * The charge's other events that would let through what this event's filter leaves out: on, limited otherwise or not at
 * all, and able to meet the same conditions. None for an event that carries no charge.
 */
export function lettingThrough({ row: { type, charge }, setting: { filter } }: Listed, all: readonly Listed[]) {
  if (!charge || !filter) return []
  return all.filter(
    ({ row, setting }) =>
      row.charge &&
      row.type !== type &&
      setting.on &&
      !sameFilter(setting.filter, filter) &&
      conditions.every((condition) => filter[condition] === undefined || row.conditions.includes(condition)),
  )
}
