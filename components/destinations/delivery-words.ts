import type { StatusName } from '@/components/ui/status'
import type { DeliveryJson } from '@/lib/deliveries/json'

/** Nobody heard how these ended, so the receiver may have the delivery already. */
const ambiguous = new Set(['timed_out', 'connection_lost', 'answer_lost'])

/** Said beside an attempt that may have arrived. */
export const mayHaveArrived = 'May have arrived; the retry carries the same id.'

export const isAmbiguous = (reason: string | null) => reason !== null && ambiguous.has(reason)

export function deliveryStatus({ state, being_sent }: Pick<DeliveryJson, 'state' | 'being_sent'>): StatusName {
  return being_sent ? 'sending' : state
}

/** What a list may be narrowed to, in the words of its rows. */
export const deliveryStates = [
  { value: 'all', label: 'All' },
  { value: 'queued', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'refused', label: 'Refused' },
  { value: 'dead', label: 'Given up' },
  { value: 'cancelled', label: 'Not sent' },
] as const

export type StateFilter = (typeof deliveryStates)[number]['value']

export const isStateFilter = (value: unknown): value is StateFilter =>
  deliveryStates.some((state) => state.value === value)

/** Of the destination a delivery goes to; removed ones have no page, but their deliveries do. */
export type DestinationState = 'on' | 'paused' | 'disabled' | 'removed'

/** Whether somebody can have it sent now: not what arrived or is on its way, and not where nothing is taken just now. */
export function canRetry(
  { state, being_sent }: Pick<DeliveryJson, 'state' | 'being_sent'>,
  destination: DestinationState,
): boolean {
  if (state === 'delivered' || being_sent) return false
  return destination === 'on' || (destination === 'paused' && state !== 'queued')
}

/** A span to the two largest units: "4 min 10 s", "2 h 5 min", "3 d 4 h". */
export function leftWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
