import type { SluiceStep } from '@/components/layout/sluice-line'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'

export type FlowDestination = Pick<DestinationJson, 'name' | 'state' | 'health' | 'last_error'>

/** One gate for all of them: open while at least one takes events, broken when none that should does. */
export function destinationStep(destinations: readonly FlowDestination[], href: string): SluiceStep {
  const [only] = destinations
  const common = { id: 'destinations', label: destinations.length === 1 ? 'Destination' : 'Destinations', href }
  if (!only) return { ...common, sublabel: 'None yet', gate: 'none', state: 'absent' }
  const delivered = destinations.reduce((sum, { health }) => sum + health.delivered, 0)
  const waiting = destinations.reduce((sum, { health }) => sum + health.waiting, 0)
  const failing = destinations.filter(({ state, last_error }) => state === 'disabled' || (state === 'on' && last_error))
  const open = destinations.some(({ state }) => state === 'on')
  const trouble = failing.length > 0 ? `${failing.length} of ${destinations.length} failing` : null
  return {
    ...common,
    sublabel: destinations.length === 1 ? isolated(only.name) : `${destinations.length} connected here`,
    count: delivered,
    unit: delivered === 1 ? 'delivery in 24 h' : 'deliveries in 24 h',
    detail: [waiting > 0 ? `${waiting.toLocaleString('en')} waiting` : null, trouble].filter(Boolean).join(' · '),
    gate: open ? 'open' : 'shut',
    state: open ? (delivered > 0 ? 'live' : 'quiet') : failing.length > 0 ? 'broken' : 'paused',
  }
}
