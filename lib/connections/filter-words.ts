import type { EventFilter } from '@/db/schema/connections'
import { isolated } from '@/lib/text/isolated'
import { type Condition, conditions } from './filter'

/** Product id → its name, where it is known. */
export type Names = Readonly<Record<string, string>>

/** Why Stripe made an invoice, as a marketer would say it. Stripe may add others; those read by their own name. */
export const billingReasons: Readonly<Record<string, string>> = {
  subscription_create: 'a new subscription',
  subscription_cycle: 'a renewal',
  subscription_update: 'a changed subscription',
  subscription_threshold: 'usage that reached its limit',
  subscription: 'a subscription (older form)',
  upcoming: 'a renewal that is coming up',
  manual: 'made by hand',
  quote_accept: 'an accepted quote',
  automatic_pending_invoice_item_invoice: 'items that were pending',
}

/** A filter in words, one per condition: ["only products: Pro or Team", "only metadata: plan = pro"]. */
export function filterWords(filter: EventFilter, names: Names = {}): string[] {
  return conditions.flatMap((condition) => {
    const values = valuesOf(filter, condition, names)
    if (condition === 'livemode') return values.map((mode) => `only ${mode}`)
    return values.length > 0 ? [`only ${titles[condition]}: ${either.format(values)}`] : []
  })
}

/** The same as short as a badge: "only Pro", "only Pro, a renewal", "only Pro and 3 more". */
export function filterSummary(filter: EventFilter, names: Names = {}): string {
  const values = conditions.flatMap((condition) => valuesOf(filter, condition, names))
  const [first = '', second] = values
  if (second === undefined) return `only ${cut(first)}`
  return values.length === 2 && first.length + second.length <= most
    ? `only ${first}, ${second}`
    : `only ${cut(first)} and ${values.length - 1} more`
}

/** A badge stays on its line, also on a phone. */
const most = 24
const cut = (text: string) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

function valuesOf(filter: EventFilter, condition: Condition, names: Names): string[] {
  switch (condition) {
    case 'products':
      return (filter.products ?? []).map((id) => isolated(names[id] ?? id))
    case 'prices':
      return (filter.prices ?? []).map((id) => isolated(id))
    case 'billing_reasons':
      return (filter.billing_reasons ?? []).map((reason) => billingReasons[reason] ?? isolated(reason))
    case 'metadata':
      return (filter.metadata ?? []).map(({ key, value }) => `${isolated(key)} = ${isolated(value)}`)
    case 'livemode':
      return filter.livemode === undefined ? [] : [filter.livemode ? 'live mode' : 'test mode']
  }
}

const titles: Record<Condition, string> = {
  products: 'products',
  prices: 'prices',
  billing_reasons: 'billing reasons',
  metadata: 'metadata',
  livemode: 'mode',
}

const either = new Intl.ListFormat('en', { type: 'disjunction' })
