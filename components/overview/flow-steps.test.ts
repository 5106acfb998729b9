import { expect, test } from 'vitest'
import { destinationStep } from './destination-step'
import { accountsOf, flowSteps } from './flow-steps'

const quiet = { received: 0, events: 0, payments: 0, refunds: 0, failed_payments: 0, waiting: 0, new_subscribers: 0 }
const busy = { ...quiet, received: 7, events: 5 }
const acme = { id: 'c1', name: 'Acme Inc.', status: 'connected' as const, livemode: false }
const none = destinationStep([], '/sites/s1/destinations?mode=test')
const steps = (accounts: Parameters<typeof flowSteps>[0]['accounts'], activity = quiet) =>
  flowSteps({ activity, mode: 'test', teamId: 't1', site: { id: 's1', name: 'Main' }, accounts, destinations: none })

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

test('the site leads to its events in the mode on screen; what has no page has no link', () => {
  const [, site, flows, destinations] = steps([acme], busy)
  expect(site).toMatchObject({ href: '/sites/s1/events?mode=test', count: 5 })
  expect(flows?.href).toBeUndefined()
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
