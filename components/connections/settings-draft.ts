import type { EventSetting } from '@/lib/connections/effective-setting'
import { sameFilter } from '@/lib/connections/filter'

/** What a person changed and has not saved: per type, only the fields that differ from what stands. */
export type Draft = Readonly<Record<string, Partial<EventSetting>>>

/** A stored setting with the unsaved changes laid over it. Without "update subscriber" there is no full name. */
export function shown(saved: EventSetting, draft: Draft): EventSetting {
  const merged = { ...saved, ...draft[saved.type] }
  return { ...merged, full_name: merged.full_name && merged.update_subscriber }
}

/** The draft after one more change; what is back to its stored value is no change any more. */
export function changed(draft: Draft, saved: EventSetting, next: Partial<EventSetting>): Draft {
  const merged = { ...draft[saved.type], ...next }
  const left = Object.entries(merged).filter(([field]) => !same(field as keyof EventSetting, saved, merged))
  const { [saved.type]: _, ...others } = draft
  return left.length > 0 ? { ...others, [saved.type]: Object.fromEntries(left) } : others
}

function same(field: keyof EventSetting, a: Partial<EventSetting>, b: Partial<EventSetting>): boolean {
  return field === 'filter' ? sameFilter(a.filter ?? null, b.filter ?? null) : a[field] === b[field]
}

/** How many settings differ from what is stored. */
export function countChanges(draft: Draft): number {
  return Object.values(draft).reduce((sum, fields) => sum + Object.keys(fields).length, 0)
}

/** My changes on top of rows that someone else saved meanwhile. */
export function rebased(draft: Draft, rows: readonly EventSetting[]): Draft {
  return rows.reduce<Draft>((next, row) => {
    const mine = draft[row.type]
    return mine ? changed(next, row, mine) : next
  }, {})
}

/** The types whose rows differ between two readings: what someone else changed meanwhile. */
export function changedTypes(before: readonly EventSetting[], now: readonly EventSetting[]): string[] {
  const old = new Map(before.map((row) => [row.type, row]))
  return now.flatMap((row) => {
    const fields = Object.keys(row) as (keyof EventSetting)[]
    return fields.some((field) => !same(field, row, old.get(row.type) ?? {})) ? [row.type] : []
  })
}

/** As the API wants it. */
export function asChanges(draft: Draft, rows: readonly EventSetting[]): Partial<EventSetting>[] {
  return rows.flatMap((row) => {
    const fields = draft[row.type]
    if (!fields) return []
    const { full_name, ...rest } = fields
    const visible = shown(row, draft)
    return [{ type: row.type, ...rest, ...(full_name === undefined ? {} : { full_name: visible.full_name }) }]
  })
}

/** What brings the stored values back after a save: the Undo. */
export function reversed(draft: Draft, before: readonly EventSetting[]): Draft {
  const old = new Map(before.map((row) => [row.type, row]))
  return Object.fromEntries(
    Object.entries(draft).map(([type, fields]) => {
      const row = old.get(type)
      const values = Object.keys(fields).map((field) => [field, row?.[field as keyof EventSetting]])
      return [type, Object.fromEntries(values) as Partial<EventSetting>]
    }),
  )
}
