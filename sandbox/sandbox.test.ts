import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { groups } from './actions/index'
import type { RunningSandbox } from './server'
import { acme, listen, startSandbox, testConfig } from './testing'

let endpoint: Awaited<ReturnType<typeof listen>>
let sandbox: RunningSandbox

beforeEach(async () => {
  endpoint = await listen()
  sandbox = await startSandbox({ ...testConfig, webhookUrl: endpoint.url })
  sandbox.state.connections = { [`${acme}/live`]: 1, [`${acme}/test`]: 1 }
})

afterEach(async () => {
  await sandbox.stop()
  await endpoint.stop()
})

async function call(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/sandbox/api/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const act = (action: string, params: object = {}, more: object = {}) =>
  call('act', { account: acme, action, params, wait: true, ...more })

test('live events are signed with the live secret, test events with the test secret', async () => {
  await act('pay')
  await act('pay', {}, { livemode: false })
  const kinds = endpoint.heard.map(({ body, signature }) => {
    const { livemode } = JSON.parse(body)
    const [right, wrong] = livemode ? (['live', 'test'] as const) : (['test', 'live'] as const)
    expect(() => Stripe.webhooks.constructEvent(body, signature, testConfig.webhookSecrets[wrong])).toThrow()
    return Stripe.webhooks.constructEvent(body, signature, testConfig.webhookSecrets[right]).livemode
  })
  expect(new Set(kinds)).toEqual(new Set([true, false]))
})

test('the events of one act arrive in their order', async () => {
  const { body } = await act('subscribe')
  expect(endpoint.heard.map((heard) => JSON.parse(heard.body).id)).toEqual(body.events)
})

test('what is not a 2xx is tried again with a fresh signature and the same event, and given up in the end', async () => {
  await endpoint.stop()
  endpoint = await listen([500, 302, 200, 503, 503, 503, 503])
  sandbox.state.config.webhookUrl = endpoint.url
  await act('create_customer')
  await expect.poll(() => sandbox.state.sent[0]?.status).toBe('delivered')
  expect(sandbox.state.sent[0]?.tries.map(({ status }) => status)).toEqual([500, 302, 200])
  expect(new Set(endpoint.heard.map(({ body }) => body)).size).toBe(1)
  for (const { body, signature } of endpoint.heard) {
    expect(Stripe.webhooks.constructEvent(body, signature, testConfig.webhookSecrets.live).type).toBe(
      'customer.created',
    )
  }
  await act('create_customer')
  await expect.poll(() => sandbox.state.sent[1]?.status).toBe('failed')
  expect(sandbox.state.sent[1]?.tries).toHaveLength(3)
})

test('an endpoint that is not there is a failed try with its reason', async () => {
  sandbox.state.config.webhookUrl = 'http://127.0.0.1:1/hook'
  await act('create_customer')
  await expect.poll(() => sandbox.state.sent[0]?.status).toBe('failed')
  expect(sandbox.state.sent[0]?.tries[0]).toMatchObject({ status: null, error: expect.any(String) })
})

test('accounts that have not connected send nothing, unless the switch says so', async () => {
  const elsewhere = { account: 'acct_1SbxKikuBooks00' }
  expect((await act('create_customer', {}, elsewhere)).body.sent[0]).toMatchObject({
    status: 'kept',
    reason: 'the account is not connected',
  })
  expect(endpoint.heard).toHaveLength(0)
  await call('switches', { unconnected: true })
  await act('create_customer', {}, elsewhere)
  expect(endpoint.heard).toHaveLength(1)
})

test('duplicates: each event arrives twice, byte for byte', async () => {
  await call('switches', { duplicates: true })
  const { body } = await act('pay', { customer: 'guest' })
  expect(endpoint.heard.map((heard) => JSON.parse(heard.body).id).sort()).toEqual(
    [...body.events, ...body.events].sort(),
  )
})

test('shuffle: the same events, in another order', async () => {
  await call('switches', { shuffle: true })
  const { body } = await act('busy_hour', { customers: 5 })
  const arrived = endpoint.heard.map((heard) => JSON.parse(heard.body).id)
  expect([...arrived].sort()).toEqual([...body.events].sort())
  expect(arrived).not.toEqual(body.events)
})

test('delay: nothing is sent before its time', async () => {
  await call('switches', { delay: 0.3 })
  const started = Date.now()
  await act('create_customer')
  expect(endpoint.heard).toHaveLength(0)
  await expect.poll(() => endpoint.heard.length).toBe(1)
  expect((endpoint.heard[0]?.at ?? 0) - started).toBeGreaterThanOrEqual(290)
})

test('shape: events are made in the version of the switch', async () => {
  await call('switches', { shape: 'classic' })
  const { body } = await act('subscribe')
  expect(body.data[0].api_version).toBe('2024-06-20')
  await call('switches', { shape: 'newest' })
  expect((await act('subscribe')).body.data[0].api_version).toBe('2026-10-28.endive')
})

test('a switch that does not exist, or a value it does not take, is refused', async () => {
  expect(await call('switches', { shape: 'v1' })).toMatchObject({ status: 422 })
  expect(await call('switches', { nothing: true })).toMatchObject({ status: 422 })
  expect(await call('switches', { duplicates: 'yes' })).toMatchObject({ status: 422 })
  expect(await call('switches', { delay: -1 })).toMatchObject({ status: 422 })
})

test('amounts: a number is minor units, text is a decimal of the currency', async () => {
  const amountOf = async (params: object) =>
    (await act('pay', params)).body.data.find((event: { type: string }) => event.type === 'charge.succeeded').data
      .object
  expect(await amountOf({ amount: 4900 })).toMatchObject({ amount: 4900, currency: 'usd' })
  expect(await amountOf({ amount: '49.00' })).toMatchObject({ amount: 4900 })
  expect(await amountOf({ amount: '49', currency: 'JPY' })).toMatchObject({ amount: 49, currency: 'jpy' })
  expect(await act('pay', { amount: '1.234' })).toMatchObject({
    status: 422,
    body: { error: { message: 'Not an amount in USD: 1.234' } },
  })
})

test('who pays: the customer with that e-mail, a new one, or a guest', async () => {
  const types = async (params: object) =>
    (await act('pay', params)).body.data.map((event: { type: string }) => event.type)
  expect(await types({ email: 'ada@example.com', name: 'Ada' })).toContain('customer.created')
  expect(await types({ email: 'ada@example.com' })).not.toContain('customer.created')
  expect(await types({ email: 'ada@example.com', customer: 'new' })).toContain('customer.created')
  expect(await types({ email: 'ada@example.com', customer: 'guest' })).not.toContain('customer.created')
})

test('every button of the page works, or says why not', { timeout: 20_000 }, async () => {
  sandbox.state.connections = {} // what is sent is tested elsewhere; here only what happens
  for (const before of ['pay', 'authorize', 'pay_by_bank', 'checkout_by_bank', 'subscribe', 'send_quote']) {
    expect(await act(before)).toMatchObject({ status: 200 })
  }
  const lastOnes = ['cancel', 'delete_customer']
  const ids = groups.flatMap((group) => group.actions.map(({ id }) => id)).filter((id) => !lastOnes.includes(id))
  const needs: Record<string, string[]> = {
    dispute_won: ['pay', 'dispute'],
    dispute_lost: ['pay', 'dispute'],
    dispute_answered: ['pay', 'dispute'],
    inquiry: ['pay'],
    refund_fails: ['pay', 'refund'],
    capture: ['authorize'],
    authorization_expires: ['authorize'],
    bank_pays: ['pay_by_bank'],
    bank_bounces: ['pay_by_bank'],
    checkout_bank_bounces: ['checkout_by_bank'],
    retry_fails: ['renewal_fails'],
    keep: ['cancel_at_period_end'],
    resume: ['pause'],
    resume_collection: ['pause_collection'],
    trial_will_end: ['trial'],
    trial_ends: ['trial'],
    trial_ends_unpaid: ['trial'],
    quote_accepted: ['send_quote'],
    quote_canceled: ['send_quote'],
    renews: ['subscribe'],
    renewal_fails: ['subscribe'],
    change_plan: ['subscribe'],
  }
  for (const id of [...ids, ...lastOnes]) {
    for (const before of needs[id] ?? []) await act(before)
    const answer = await act(
      id,
      id === 'change_plan' ? { price: 'Team monthly' } : id === 'busy_hour' ? { customers: 2 } : {},
    )
    expect({ id, status: answer.status, problem: answer.body.error?.message }).toEqual({
      id,
      status: 200,
      problem: undefined,
    })
    expect(answer.body.events.length).toBeGreaterThan(0)
  }
})

test('send signs what it is given, in parallel if asked, and answers with each status', async () => {
  const events = Array.from({ length: 20 }, (_, index) => ({
    id: `evt_${index}`,
    object: 'event',
    livemode: index % 2 === 0,
    account: 'acct_x',
    type: 'x.y',
  }))
  const { body } = await call('send', { events, parallel: 5 })
  expect(body.results.map((result: { id: string; status: number }) => `${result.id} ${result.status}`)).toEqual(
    events.map(({ id }) => `${id} 200`),
  )
  expect(endpoint.heard).toHaveLength(20)
})

test('send again posts the same event once more', async () => {
  const { body } = await act('create_customer')
  await fetch(`${sandbox.url}/sandbox/again`, {
    method: 'POST',
    body: new URLSearchParams({ id: body.sent[0].id }),
    redirect: 'manual',
  })
  await expect.poll(() => endpoint.heard.length).toBe(2)
  expect(endpoint.heard[0]?.body).toBe(endpoint.heard[1]?.body)
})

test('other sites cannot press buttons, and other host names get no answer', async () => {
  expect(await call('act', { account: acme, action: 'pay' }, { origin: 'http://evil.example' })).toMatchObject({
    status: 403,
  })
  const body = new URLSearchParams({ account: acme, action: 'pay' })
  const form = await fetch(`${sandbox.url}/sandbox/act`, {
    method: 'POST',
    body,
    headers: { origin: 'null' },
    redirect: 'manual',
  })
  expect(form.status).toBe(403)
  expect(sandbox.state.sent).toHaveLength(0)
})

test('what people are called cannot become markup', async () => {
  await act('create_customer', { name: '<script>alert(1)</script>', email: '"><img src=x>@example.com' })
  const page = await (await fetch(`${sandbox.url}/?account=${acme}&mode=live`)).text()
  expect(page).toContain('&lt;script&gt;alert(1)')
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('"><img')
})

test('a button that cannot work says why and keeps what was typed', async () => {
  const form = {
    account: acme,
    mode: 'live',
    group: 'payments',
    action: 'pay',
    amount: 'abc',
    email: 'typed@example.com',
  }
  const response = await fetch(`${sandbox.url}/sandbox/act`, { method: 'POST', body: new URLSearchParams(form) })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('Not an amount in USD: abc')
  expect(page).toContain('value="typed@example.com"')
})

test('everything survives a restart: accounts, connections, codes, switches, the log and what is still to be sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const config = { ...testConfig, statePath: join(folder, 'state.json'), retryDelays: [60_000] }
  const first = await startSandbox({ ...config, webhookUrl: 'http://127.0.0.1:1/down' })
  const at = (running: RunningSandbox, body: object) =>
    fetch(`${running.url}/sandbox/api/act`, {
      method: 'POST',
      body: JSON.stringify({ account: acme, wait: true, ...body }),
    }).then((response) => response.json())
  try {
    await first.connect(acme)
    first.state.switches.duplicates = true
    const paid = await at(first, { action: 'pay', params: { customer: 'guest' } })
    await first.stop()
    expect(JSON.parse(readFileSync(config.statePath, 'utf8')).version).toBe(1)

    const second = await startSandbox({ ...config, webhookUrl: endpoint.url })
    try {
      expect(second.state.connections).toEqual(first.state.connections)
      expect(second.state.switches.duplicates).toBe(true)
      await expect
        .poll(() => endpoint.heard.map(({ body }) => JSON.parse(body).id))
        .toEqual(expect.arrayContaining(paid.events))
      const more = await at(second, { action: 'refund' })
      expect(more.data[0].data.object.charge).toBe(paid.data[1].data.object.id)
      const ids = [...paid.events, ...more.events]
      expect(new Set(ids).size).toBe(ids.length)
    } finally {
      await second.stop()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
