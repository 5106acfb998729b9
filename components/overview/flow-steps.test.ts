import { expect, test } from 'vitest'
import { destinationStep } from './destination-step'
import { accountsOf, flowSteps } from './flow-steps'
import { flowsStep } from './flows-step'

const quiet = { received: 0, events: 0, payments: 0, refunds: 0, failed_payments: 0, waiting: 0, new_subscribers: 0 }
const busy = { ...quiet, received: 7, events: 5 }
const acme = { id: 'c1', name: 'Acme Inc.', status: 'connected' as const, livemode: false }
const none = destinationStep([], '/sites/s1/destinations?mode=test')
const noFlows = flowsStep([], '/sites/s1/flows?mode=test')
const steps = (accounts: Parameters<typeof flowSteps>[0]['accounts'], activity = quiet) =>
  flowSteps({
    activity,
    mode: 'test',
    teamId: 't1',
    site: { id: 's1', name: 'Main' },
    accounts,
    flows: noFlows,
    destinations: none,
  })

test('without a connection the first step is not set up and leads to the app page, mode and site chosen', () => {
  expect(steps([])[0]).toMatchObject({ state: 'absent', href: '/account/teams/t1/apps/stripe?site=s1&mode=test' })
})

test('one that sends is live behind an open gate, with what it sent', () => {
  expect(steps([acme], busy)[0]).toMatchObject({ gate: 'open', state: 'live', count: 7, sublabel: 'Acme Inc.' })
  expect(steps([acme])[0]).toMatchObject({ gate: 'open', state: 'quiet' })
})

test('a paused or lost connection shuts the gate, and what came before runs no longer', () => {
  for (const [status, state] of [
    ['paused', 'paused'],
    ['disconnected', 'disconnected'],
    ['needs_reconnect', 'broken'],
  ] as const) {
    const [account, site] = steps([{ ...acme, status }], busy)
    expect(account).toMatchObject({ gate: 'shut', state })
    expect(site).toMatchObject({ state: 'quiet', count: 5 })
  }
  expect(steps([], busy)[1]).toMatchObject({ state: 'quiet' })
})

test('a live account is not shown for test data, unless it brought some', () => {
  const live = { ...acme, livemode: true }
  expect(steps([live])[0]).toMatchObject({ sublabel: 'Not connected' })
  expect(steps([live], busy)[0]).toMatchObject({ sublabel: 'Acme Inc.' })
  expect(accountsOf('test', [live, acme], busy)).toEqual([acme])
  expect(accountsOf('live', [acme], busy)).toEqual([])
})

test('the site leads to its events in the mode on screen, what is not there yet to where it is made', () => {
  const [, site, flows, destinations] = steps([acme], busy)
  expect(site).toMatchObject({ href: '/sites/s1/events?mode=test', count: 5 })
  expect(flows).toMatchObject({ state: 'absent', href: '/sites/s1/flows?mode=test' })
  expect(destinations).toMatchObject({ state: 'absent', href: '/sites/s1/destinations?mode=test' })
})

test('the gate of destinations is open while one takes events, and says what fails', () => {
  const health = { delivered: 0, failed: 0, p95_ms: null, waiting: 0, next_attempt_at: null, undelivered: 0 }
  const last_error = { reason: 'receiver_failed', title: 'Receiver failed', says: null, at: '2026-11-20T14:00:00Z' }
  const loops = { name: 'Loops', state: 'on' as const, health: { ...health, delivered: 3 }, last_error: null }
  const down = { ...loops, name: 'CRM', health: { ...health, waiting: 2 }, last_error }
  const step = (...all: Parameters<typeof destinationStep>[0]) => destinationStep(all, '/d')
  expect(step(loops)).toMatchObject({ sublabel: 'Loops', gate: 'open', state: 'live', count: 3 })
  expect(step(loops, down)).toMatchObject({ gate: 'open', state: 'live', detail: '2 waiting · 1 of 2 failing' })
  expect(step({ ...loops, state: 'paused' })).toMatchObject({ gate: 'shut', state: 'paused' })
  expect(step({ ...down, state: 'disabled' })).toMatchObject({ gate: 'shut', state: 'broken' })
})

test('the gate of flows is open while one is live; drafts are no gate', () => {
  const runs = { open: 0, done: 4, left: 0, skipped: 0, failed: 0, cancelled: 0 }
  const dunning = { name: 'Failed payment', state: 'live' as const, paused_reason: null, runs: { ...runs, open: 3 } }
  const draft = { ...dunning, state: 'draft' as const, runs }
  const paused = { ...dunning, state: 'paused' as const, runs: { ...runs, failed: 2 } }
  const step = (...all: Parameters<typeof flowsStep>[0]) => flowsStep(all, '/f')
  expect(step(draft)).toMatchObject({ gate: 'none', state: 'absent', sublabel: '1 draft' })
  expect(step(dunning, draft)).toMatchObject({ sublabel: 'Failed payment', gate: 'open', state: 'live', count: 3 })
  expect(step(dunning, paused)).toMatchObject({ sublabel: '1 of 2 live', gate: 'open', detail: '2 failed in 30 days' })
  expect(step(paused)).toMatchObject({ gate: 'shut', state: 'paused' })
  expect(step({ ...paused, paused_reason: 'flow_ceiling' })).toMatchObject({ gate: 'shut', state: 'broken' })
})
