import { shutStates } from '@/components/connections/shut-states'
import { inMode, type Mode } from '@/components/layout/mode'
import type { SluiceStep } from '@/components/layout/sluice-line'
import type { ConnectionStatus } from '@/lib/connections/view'
import type { DestinationJson } from '@/lib/destinations/json'
import type { Activity } from '@/lib/overview/activity'
import { isolated } from '@/lib/text/isolated'

export interface FlowAccount {
  id: string
  name: string
  status: ConnectionStatus
  livemode: boolean
}

interface Flow {
  activity: Activity
  mode: Mode
  teamId: string
  site: { id: string; name: string }
  /** All that are routed to the site, of both modes. */
  accounts: readonly FlowAccount[]
  /** Those of the mode. */
  destinations: readonly FlowDestination[]
}

export type FlowDestination = Pick<DestinationJson, 'name' | 'state' | 'health' | 'last_error'>

/** A site as the sluice line draws it. Flows are not set up until their page exists. */
export function flowSteps({ activity, mode, teamId, site, accounts, destinations }: Flow): SluiceStep[] {
  const account = accountStep(accountsOf(mode, accounts, activity), activity, mode, teamId, site.id)
  // What came before the gate was shut is still counted, but nothing runs any more.
  const running = account.gate === 'open' && activity.events > 0
  return [
    account,
    {
      id: 'site',
      label: 'Site',
      sublabel: site.name,
      count: activity.events,
      unit: activity.events === 1 ? 'event in 24 h' : 'events in 24 h',
      gate: 'none',
      state: running ? 'live' : 'quiet',
      href: inMode(`/sites/${site.id}/events`, mode),
    },
    { id: 'flows', label: 'Flows', sublabel: 'None yet', gate: 'none', state: 'absent' },
    destinationStep(destinations, inMode(`/sites/${site.id}/destinations`, mode)),
  ]
}

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

/** Those of the mode; while none is connected for test mode, a live one that brought test events all the same. */
export function accountsOf<Account extends Pick<FlowAccount, 'livemode'>>(
  mode: Mode,
  accounts: readonly Account[],
  { received }: Pick<Activity, 'received'>,
): readonly Account[] {
  const own = accounts.filter(({ livemode }) => livemode === (mode === 'live'))
  return own.length === 0 && mode === 'test' && received > 0 ? accounts : own
}

function accountStep(
  accounts: readonly FlowAccount[],
  activity: Activity,
  mode: Mode,
  teamId: string,
  siteId: string,
): SluiceStep {
  const [only] = accounts
  const common = { id: 'account', label: accounts.length > 1 ? 'Stripe accounts' : 'Stripe account' }
  const app = inMode(`/account/teams/${teamId}/apps/stripe?site=${siteId}`, mode)
  // Shut, so that no water is drawn on the way to a site that nothing reaches.
  if (!only) return { ...common, sublabel: 'Not connected', gate: 'shut', state: 'absent', href: app }
  const open = accounts.some((account) => account.status === 'connected')
  return {
    ...common,
    sublabel: accounts.length > 1 ? `${accounts.length} connected here` : only.name,
    count: activity.received,
    unit: activity.received === 1 ? 'webhook received in 24 h' : 'webhooks received in 24 h',
    gate: open ? 'open' : 'shut',
    state: only.status === 'connected' || open ? (activity.received > 0 ? 'live' : 'quiet') : shutStates[only.status],
    href: accounts.length > 1 ? app : `/account/teams/${teamId}/stripe_accounts/${only.id}`,
  }
}
