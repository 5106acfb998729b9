import { inMode, type Mode } from '@/components/layout/mode'
import type { SluiceStep } from '@/components/layout/sluice-line'
import type { ConnectionStatus } from '@/lib/connections/view'
import type { Activity } from '@/lib/overview/activity'

export interface FlowAccount {
  id: string
  name: string
  status: ConnectionStatus
}

interface Flow {
  activity: Activity
  mode: Mode
  teamId: string
  site: { id: string; name: string }
  accounts: readonly FlowAccount[]
}

/** A site as the sluice line draws it. Flows and destinations are not set up until their pages exist. */
export function flowSteps({ activity, mode, teamId, site, accounts }: Flow): SluiceStep[] {
  const running = activity.events > 0
  return [
    accountStep(accounts, activity, teamId),
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
    { id: 'destinations', label: 'Destinations', sublabel: 'None yet', gate: 'none', state: 'absent' },
  ]
}

function accountStep(accounts: readonly FlowAccount[], activity: Activity, teamId: string): SluiceStep {
  const [only] = accounts
  const common = { id: 'account', label: accounts.length > 1 ? 'Stripe accounts' : 'Stripe account' }
  const app = `/account/teams/${teamId}/apps/stripe`
  // Shut, so that no water is drawn on the way to a site that nothing reaches.
  if (!only) return { ...common, sublabel: 'Not connected', gate: 'shut', state: 'absent', href: app }
  const open = accounts.some((account) => account.status === 'connected')
  return {
    ...common,
    sublabel: accounts.length > 1 ? `${accounts.length} connected here` : only.name,
    count: activity.received,
    unit: 'received in 24 h',
    gate: open ? 'open' : 'shut',
    state: open ? (activity.received > 0 ? 'live' : 'quiet') : shutState(only.status),
    href: accounts.length > 1 ? app : `/account/teams/${teamId}/stripe_accounts/${only.id}`,
  }
}

const shutState = (status: ConnectionStatus) => (status === 'paused' ? 'paused' : 'broken')
