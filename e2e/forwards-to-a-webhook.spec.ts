import { Webhook } from 'standardwebhooks'
import { connectStripe } from './support/connect'
import type { Person } from './support/person'
import type { Sandbox } from './support/sandbox'
import { expect, test } from './support/story'
import { joins } from './support/teams'

test.use({ account: { merchant: 'kiku', mode: 'live' } })

test('a payment arrives signed, and its timeline says how', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await page.goto(`/sites/${site.id}`)
  await page.getByRole('link', { name: 'Destinations', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Destinations' })).toBeVisible()
  for (const name of ['Bento', 'Loops', 'Webhook']) await expect(page.getByRole('heading', { name })).toBeVisible()
  await page.getByRole('link', { name: 'Connect a webhook' }).click()

  await page.getByLabel('Address').fill(`${sandbox.url}/hooks/gone`)
  owner.expects(/status of 422/)
  await page.getByRole('button', { name: 'Connect the webhook' }).click()
  await expect(page.getByText('The server answers 410: it wants nothing at this address.')).toBeVisible()
  await expect(page.getByLabel('Address')).toBeFocused()

  const path = `/hooks/${crypto.randomUUID()}`
  await page.getByLabel('Address').fill(`${sandbox.url}${path}`)
  await page.getByLabel('Name', { exact: true }).fill('Warehouse')
  await page.getByRole('button', { name: 'Connect the webhook' }).click()
  const secret = await secretOnScreen(owner)
  const snippets = page.getByRole('region', { name: 'Check the signature' })
  for (const language of ['Python', 'Ruby', 'PHP', 'Go', 'Node.js']) {
    await snippets.getByLabel('Language').selectOption(language)
    await expect(snippets.getByRole('region', { name: language })).toContainText(/webhook-signature/i)
  }
  await page.getByRole('button', { name: 'I stored it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Warehouse' })).toBeVisible()
  await expect(page.getByText('Nothing sent yet')).toBeVisible()

  await page.getByRole('button', { name: 'Send test event' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send test event' }).click()
  await expect(dialog.getByText(/Test event accepted in [\d,]+ ms/)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Response: 204' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  verified(secret, await theCall(sandbox, path, 0))

  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '4900' })
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toContainText('Delivered', { timeout: 15_000 })
  await expect(page.getByText(/delivered in 24 h, p95/)).toBeVisible()
  const paid = await callAbout(sandbox, path, '$ChargeSucceeded', 1)
  expect(verified(secret, paid)).toMatchObject({
    type: '$ChargeSucceeded',
    data: { subscriber: { email: 'ada@example.com' } },
  })

  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Payment succeeded to Warehouse' })).toBeVisible()
  await expect(page.getByText('Delivered on the first try.')).toBeVisible()
  await page.getByRole('button', { name: 'What was said at try 1' }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText(paid.headers['webhook-id'] ?? 'no id')
  await expect(page.getByRole('region', { name: 'Request' })).not.toContainText('v1,')

  await page.getByRole('link', { name: 'Payment succeeded' }).first().click()
  const went = page.getByRole('listitem').filter({ hasText: 'Warehouse' })
  await expect(went).toContainText('Delivered')
  await went.getByRole('link').click()
  await expect(page.getByText('Delivered on the first try.')).toBeVisible()

  await page.getByRole('link', { name: 'Warehouse' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Warehouse', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).last().click()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new secret' }).click()
  const next = await secretOnScreen(owner)
  expect(next).not.toBe(secret)
  await page.getByRole('button', { name: 'I stored it' }).click()
  await expect(page.getByText('Two secrets sign now')).toBeVisible()
  await sandbox.act('pay', { email: 'ken@example.com', name: 'Ken Thompson', amount: '3100' })
  const both = await callAbout(sandbox, path, '$ChargeSucceeded', 2)
  verified(secret, both)
  verified(next, both)
})

test('a webhook that closed is disabled, and sends what it missed once it is put right', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  const made = await owner.api<{ id: string }>('POST', '/api/v1/destinations', {
    ...{ site_id: site.id, livemode: true, kind: 'webhook', name: 'Ledger' },
    ...{ config: { url: `${sandbox.url}/hooks/closed` }, types: ['charge.succeeded'] },
  })
  await page.goto(`/sites/${site.id}/destinations/${made.id}`)
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '4900' })
  await expect(page.getByText('Disabled. The server answered 410: it wants nothing more.')).toBeVisible({
    timeout: 15_000,
  })
  await expect(page.getByText('Closed for good').first()).toBeVisible()
  await sandbox.act('pay', { email: 'ken@example.com', name: 'Ken Thompson', amount: '3100' })
  const enable = page.getByRole('button', { name: 'Enable and send 2 missed' })
  await expect(enable).toBeVisible({ timeout: 15_000 })
  await expect(owner.linkFromMailbox(new RegExp(made.id))).resolves.toContain(made.id)

  const path = `/hooks/${crypto.randomUUID()}`
  await page.getByRole('link', { name: 'Settings' }).last().click()
  await page.getByLabel('Address').fill(`${sandbox.url}${path}`)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await enable.click()
  await expect(page.getByText('2 events are on the way.')).toBeVisible()
  // Also the one that met the closed door: nothing is lost, and each comes once.
  await callAbout(sandbox, path, '$ChargeSucceeded', 2)
  const came = await sandbox.calls(path)
  expect(came.map(({ body }) => JSON.parse(body).data.subscriber.email).sort()).toEqual([
    'ada@example.com',
    'ken@example.com',
  ])
})

test('two people change it at once; what is removed ends, and its past stays readable', async ({
  owner,
  someone,
  sandbox,
}) => {
  const { page } = owner
  const { site, team } = await connectStripe(owner, sandbox)
  const made = await owner.api<{ id: string }>('POST', '/api/v1/destinations', {
    ...{ site_id: site.id, livemode: true, kind: 'webhook', name: 'Warehouse' },
    config: { url: `${sandbox.url}/hooks/${crypto.randomUUID()}` },
  })
  const at = `/sites/${site.id}/destinations/${made.id}`
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '4900' })

  const mia = await someone('mia')
  await joins(mia, owner, team.id, 'marketer')
  mia.expects(/status of 40/)
  await mia.page.goto(`/sites/${site.id}/destinations/new`)
  await expect(mia.page.getByText('Destinations are added by owners and admins')).toBeVisible()
  await mia.page.goto(`${at}/settings`)
  await expect(mia.page.getByText('You can read these settings, not change them.')).toBeVisible()
  await expect(mia.page.getByRole('button', { name: 'Send test event' })).toHaveCount(0)
  expect((await mia.call('PATCH', `/api/v1/destinations/${made.id}`, { name: 'Mine' })).status()).toBe(403)

  await page.goto(`${at}/settings`)
  await page.getByLabel('What your team calls it').fill('Warehouse Berlin')
  await owner.api('PATCH', `/api/v1/destinations/${made.id}`, { name: 'Warehouse Paris' })
  owner.expects(/status of 40[49]/)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Somebody changed this destination meanwhile.')).toBeVisible()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Warehouse Berlin' })).toBeVisible()

  await page.getByRole('link', { name: 'Deliveries' }).click()
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toContainText('Delivered', { timeout: 15_000 })
  const delivery = (await row.getByRole('link').getAttribute('href')) ?? ''
  await page.getByRole('link', { name: 'Settings' }).last().click()
  await page.getByRole('button', { name: 'Remove destination' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove Warehouse Berlin' }).click()
  await expect(page.getByText('No destination yet')).toBeVisible()
  await page.goto(delivery)
  await expect(page.getByText('This destination was removed')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry now' })).toHaveCount(0)
  await page.goto(at)
  await expect(page.getByText('There is nothing here')).toBeVisible()
})

async function secretOnScreen({ page }: Person): Promise<string> {
  await expect(page.getByRole('button', { name: 'I stored it' })).toBeVisible()
  const secret = (await page.getByText(/^whsec_/).textContent()) ?? ''
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/)
  return secret
}

type Call = Awaited<ReturnType<Sandbox['calls']>>[number]

/** By the public library of Standard Webhooks, as a receiver does. */
const verified = (secret: string, { body, headers }: Call) => new Webhook(secret).verify(body, headers)

async function theCall(sandbox: Sandbox, path: string, place: number): Promise<Call> {
  await expect.poll(async () => (await sandbox.calls(path)).length, { timeout: 15_000 }).toBeGreaterThan(place)
  return (await sandbox.calls(path))[place] as Call
}

/** The newest of so many calls, or more, that tell of an event: test sends count too. */
async function callAbout(sandbox: Sandbox, path: string, type: string, least: number): Promise<Call> {
  const about = async () =>
    (await sandbox.calls(path)).filter(({ body, headers }) => {
      return JSON.parse(body).type === type && !headers['webhook-id']?.startsWith('msg_test_')
    })
  await expect.poll(async () => (await about()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(least)
  return (await about()).at(-1) as Call
}
