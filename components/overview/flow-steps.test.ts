import { expect, test } from 'vitest'
import { flowSteps } from './flow-steps'

const quiet = { received: 0, events: 0, payments: 0, refunds: 0, failed_payments: 0, waiting: 0, new_subscribers: 0 }
const busy = { ...quiet, received: 7, events: 5 }
const acme = { id: 'c1', name: 'Acme Inc.', status: 'connected' as const }
const steps = (accounts: Parameters<typeof flowSteps>[0]['accounts'], activity = quiet) =>
  flowSteps({ activity, mode: 'test', teamId: 't1', site: { id: 's1', name: 'Main' }, accounts })

test('without a connection the first step is not set up and leads to the app page', () => {
  expect(steps([])[0]).toMatchObject({ state: 'absent', href: '/account/teams/t1/apps/stripe' })
})

test('one that sends is live behind an open gate, with what it sent', () => {
  expect(steps([acme], busy)[0]).toMatchObject({ gate: 'open', state: 'live', count: 7, sublabel: 'Acme Inc.' })
  expect(steps([acme])[0]).toMatchObject({ gate: 'open', state: 'quiet' })
})

test('a paused or lost connection shuts the gate', () => {
  expect(steps([{ ...acme, status: 'paused' }])[0]).toMatchObject({ gate: 'shut', state: 'paused' })
  expect(steps([{ ...acme, status: 'needs_reconnect' }])[0]).toMatchObject({ gate: 'shut', state: 'broken' })
})

test('the site leads to its events in the mode on screen; what has no page has no link', () => {
  const [, site, flows, destinations] = steps([acme], busy)
  expect(site).toMatchObject({ href: '/sites/s1/events?mode=test', count: 5 })
  expect([flows?.href, destinations?.href]).toEqual([undefined, undefined])
})
