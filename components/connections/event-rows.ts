import { alsoCalled } from '@/lib/catalogue/also-called'
import type { EventSetting } from '@/lib/connections/effective-setting'
import type { Condition } from '@/lib/connections/filter'
import { isolated } from '@/lib/text/isolated'
import type { Conflict } from './use-event-settings'

/** What the settings page knows about one event: the catalogue's words and what happened lately. */
export interface EventRow {
  type: string
  name: string
  label: string
  why: string
  group: string
  money: boolean
  advanced: boolean
  locked: boolean
  person: boolean
  /** Carries its charge as a whole. */
  charge: boolean
  /** What a filter of it can be made of. */
  conditions: readonly Condition[]
  /** Whom it is about, what it can change, what it follows from, which twin to use instead. */
  notes: readonly string[]
  /** Received in the last 7 days. */
  week: number
  /** Left out by settings that do not hold any more, and not applied since. */
  missed: number
}

export const filters = ['all', 'on', 'off', 'unused'] as const
export type Filter = (typeof filters)[number]

export function isFilter(value: unknown): value is Filter {
  return filters.some((filter) => filter === value)
}

/** Does a row belong on the screen? The filter looks at what is stored, so a row does not vanish under the pointer. */
export function matches(
  row: EventRow,
  saved: EventSetting,
  { search, filter }: { search: string; filter: Filter },
): boolean {
  if (filter === 'on' && !saved.on) return false
  if (filter === 'off' && saved.on) return false
  if (filter === 'unused' && row.week > 0) return false
  const text = `${row.label} ${row.type} ${row.name} ${row.why} ${alsoCalled(row.type)}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/**
 * What switching a money event off, or limiting it, costs; null when nothing. The same charge is mostly told by other events
 * too (`charge.updated` after `charge.succeeded`), so it says what may be missed, not that it will.
 */
export function moneyWarning(row: EventRow, { on, filter }: EventSetting): string | null {
  if (!row.money || (on && !filter)) return null
  const what = row.group === 'refunds' ? 'refunds and disputes' : 'payments'
  const which = on ? `Filtered: the other ${what}` : `Off: these ${what}`
  return `${which} count for lifetime value only where another event that is on tells of them.`
}

/** "Jon changed these settings meanwhile: Payment failed, Invoice paid and 2 more." */
export function conflictWords({ by, types }: Conflict, rows: readonly EventRow[]): string {
  const labels = rows.filter(({ type }) => types.includes(type)).map(({ label }) => label)
  const named = labels.length > 4 ? [...labels.slice(0, 3), `${labels.length - 3} more`] : labels
  const which = named.length > 0 ? `: ${new Intl.ListFormat('en').format(named)}` : ''
  return `${isolated(by)} changed these settings meanwhile${which}.`
}
