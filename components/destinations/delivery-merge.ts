import type { DeliveryJson } from '@/lib/deliveries/json'

export type DeliveryPage = { data: DeliveryJson[]; next_cursor: string | null }

/**
 * The rows on screen after the newest page was read again. Within the page's reach only what it holds is there: a delivery that
 * arrived has left the list of those that wait. Rows below it were loaded on request and stay.
 */
export function withNewest(known: readonly DeliveryJson[], page: DeliveryPage): DeliveryJson[] {
  const last = page.data.at(-1)
  if (!last || page.next_cursor === null) return [...page.data]
  return [...page.data, ...known.filter(({ id }) => id < last.id)]
}
