import { shutStates } from '@/components/connections/shut-states'
import { inMode, type Mode } from '@/components/layout/mode'
import type { SluiceStep } from '@/components/layout/sluice-line'
import type { ConnectionStatus } from '@/lib/connections/view'
import type { Activity } from '@/lib/overview/activity'

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
  /** `flowsStep` and `destinationStep`, drawn by the server like the accounts. */
  flows: SluiceStep
  destinations: SluiceStep
}

/** A site as the sluice line draws it. */
export function flowSteps({ activity, mode, teamId, site, accounts, flows, destinations }: Flow): SluiceStep[] {
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
    flows,
    destinations,
  ]
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
