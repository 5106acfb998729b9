import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { useStandIn } from '@/lib/connections/testing'
import { connectedTeam, post, testSecret } from '@/lib/lane/testing'
import { eventsOf, peopleOf } from '@/lib/lane/testing-stripe'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { worldOf } from '@/sandbox/state'
import { createCustomer, idOf, priceNamed, subscribe } from '@/sandbox/story/index'
import { acme, testConfig } from '@/sandbox/testing'
import { type RunningWorker, startWorker } from '.'

useTestDatabase()

let sandbox: RunningSandbox
let worker: RunningWorker
beforeAll(async () => {
  sandbox = await startSandbox(testConfig)
  useStandIn(sandbox.url)
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: testConfig.secretKeys.live,
    STRIPE_WEBHOOK_SECRETS: testSecret,
  })
  worker = await startWorker()
})
afterAll(async () => {
  await worker.stop()
  await sandbox.stop()
})

test('LT-11 a customer made before the account was connected is found within seconds of their first event', async () => {
  const world = worldOf(sandbox.state, acme, 'live')
  if (!world) throw new Error('Acme is missing')
  const ada = idOf(createCustomer(world, { email: 'ada@example.com', name: 'Ada' }), 'customer.created')
  await sandbox.connect(acme)
  const place = await connectedTeam({ account: acme })

  const events = subscribe(world, { customer: ada, price: priceNamed(world, 'Pro', 'month')?.id ?? '' })
  const subscribed = events.find((event) => event.type === 'customer.subscription.created')
  expect(JSON.stringify(subscribed)).not.toContain('ada@example.com')
  expect(await post({ ...subscribed, account: acme })).toBe(200)

  await expect
    .poll(() => peopleOf(place), { timeout: 15_000 })
    .toMatchObject([{ email: 'ada@example.com', name: 'Ada' }])
  // The plan's name is in no payload either: it was asked for too.
  await expect.poll(() => peopleOf(place), { timeout: 15_000 }).toMatchObject([{ plan: 'Pro' }])
  expect(await eventsOf(place)).toMatchObject([{ status: 'processed' }])
})
