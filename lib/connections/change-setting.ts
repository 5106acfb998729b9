import type { EventFilter } from '@/db/schema/connections'
import { catalogueRow } from '@/lib/catalogue'
import type { EventSetting } from './effective-setting'
import { type Condition, canonicalFilter } from './filter'
import { impossibleCondition } from './filter-conditions'
import type { EventSettingChange } from './schema'

/** A setting with a change laid over it. The full name is a field of the subscriber: it goes when updating goes. */
export function mergeChange(setting: EventSetting, change: EventSettingChange): EventSetting {
  const updates = change.update_subscriber ?? setting.update_subscriber
  return {
    type: setting.type,
    on: change.on ?? setting.on,
    trigger_flows: change.trigger_flows ?? setting.trigger_flows,
    update_subscriber: updates,
    full_name: updates && (change.full_name ?? setting.full_name),
    user_group: change.user_group === undefined ? setting.user_group : change.user_group || null,
    on_delete: change.on_delete === undefined ? setting.on_delete : change.on_delete,
    filter: change.filter === undefined ? setting.filter : canonicalFilter(given(change.filter)),
  }
}

/** What is wrong with some changes, per type, in words; null when nothing is. */
export function changeProblems(
  changes: readonly EventSettingChange[],
  now: ReadonlyMap<string, EventSetting>,
): Record<string, string> | null {
  const seen = new Set<string>()
  const problems: Record<string, string> = {}
  for (const change of changes) {
    const problem = seen.has(change.type) ? 'Named twice.' : problemOf(change, now.get(change.type))
    seen.add(change.type)
    if (problem) problems[change.type] = problem
  }
  return Object.keys(problems).length > 0 ? problems : null
}

function problemOf(change: EventSettingChange, setting: EventSetting | undefined): string | null {
  const row = catalogueRow(change.type)
  if (!setting || !row) return 'There is no such event.'
  if (change.on === false && row.locked) return 'Keeps the connection right, so it stays on.'
  const updates = change.update_subscriber ?? setting.update_subscriber
  if (change.full_name && !updates) return 'Full name needs “Update subscriber”.'
  if (change.on_delete && setting.on_delete === null) return 'Only “Customer deleted” has this choice.'
  if (change.on_delete === null && setting.on_delete !== null) return 'Choose unsubscribe, delete or nothing.'
  const filter = canonicalFilter(given(change.filter))
  const impossible = filter && impossibleCondition(row, filter)
  if (impossible) return `“${row.label}” never says its ${whatIs[impossible]}, so it cannot be chosen by that.`
  return null
}

const whatIs: Record<Condition, string> = {
  products: 'product',
  prices: 'price',
  billing_reasons: 'billing reason',
  metadata: 'metadata',
  livemode: 'mode',
}

/** zod writes what is left out as undefined; a filter leaves it out. */
const given = (filter: EventSettingChange['filter']): EventFilter | null =>
  filter ? (Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as EventFilter) : null
