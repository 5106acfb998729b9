import { connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'live' } })

test('a payment is on the event list at once, and its person has a value', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await page.goto(`/sites/${site.id}/events`)
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible()

  const ada = { email: 'ada@example.com', name: 'Ada Lovelace' }
  await sandbox.act('pay', { ...ada, amount: '49.00', description: 'Two bags of beans' })
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toContainText('$49.00', { timeout: 5_000 })
  await expect(row).toContainText('Ada Lovelace')
  await expect(row).toContainText('ada@example.com')
  await expect(row).toContainText('Processed')

  await row.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace paid $49.00' })).toBeVisible()
  await expect(page.getByText('$ChargeSucceeded', { exact: true })).toBeVisible()
  await expect(page.getByText('Two bags of beans').first()).toBeVisible()

  await page.getByRole('link', { name: 'Ada Lovelace (ada@example.com)' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
  const figures = page.getByRole('region', { name: 'Figures' })
  await expect(figures).toContainText('$49.00')
  await expect(figures).toContainText('Paid in USD')
  await expect(figures).toContainText('Earlier history is not imported')

  await sandbox.act('refund', { amount: '9.00' })
  await expect(async () => {
    await page.reload()
    await expect(figures).toContainText('$40.00', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })

  await page.getByText('How is this computed?').click()
  const lines = page.getByRole('table', { name: 'Lines that make the lifetime value' })
  await expect(lines.getByRole('link', { name: 'Collected $49.00' })).toHaveCount(1)
  await expect(lines.getByRole('link', { name: 'Refunded $9.00' })).toHaveCount(1)
  await expect(lines.getByText(/confirmed by \d+ more event/).first()).toBeVisible()
  await expect(lines.getByRole('row').last()).toContainText('$40.00')
})

test('one payment is one row until all events are asked for, and a reservation is called one', async ({
  owner,
  sandbox,
}) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await page.goto(`/sites/${site.id}/events`)
  const rows = (type: string) => page.getByRole('row').filter({ hasText: type })
  const { data } = await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '49.00' })
  expect(data.map(({ type }) => type)).toContain('charge.updated')
  await sandbox.act('authorize', { email: 'ken@example.com', name: 'Ken Thompson', amount: '31.00' })
  await expect(rows('Payment succeeded')).toContainText('$49.00', { timeout: 5_000 })
  await expect(rows('Payment reserved')).toContainText('$31.00')
  await expect(rows('charge.updated')).toHaveCount(0)

  const which = page.getByRole('navigation', { name: 'Which events' })
  await which.getByRole('link', { name: 'All events' }).click()
  await expect(page).toHaveURL(/show=all/)
  await expect(rows('charge.updated').first()).toBeVisible()
  await which.getByRole('link', { name: 'Main events' }).click()
  await expect(rows('charge.updated')).toHaveCount(0)

  await rows('Payment reserved').getByRole('link').first().click()
  await expect(
    page.getByRole('heading', { level: 1, name: '$31.00 was reserved for Ken Thompson’s payment' }),
  ).toBeVisible()
})

test('a subscription brings the plan', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('subscribe', { email: 'grace@example.com', name: 'Grace Hopper', price: 'Pro monthly' })
  await page.goto(`/sites/${site.id}/subscribers`)
  const row = page.getByRole('row').filter({ hasText: 'grace@example.com' })
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('Active', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await expect(row).toContainText('Pro')
  await row.getByRole('link').first().click()
  const figures = page.getByRole('region', { name: 'Figures' })
  await expect(figures).toContainText('Pro, monthly')
  await expect(figures).toContainText('Active')

  // The same by API, as an integrator reads it.
  const { data } = await owner.api<{ data: Record<string, unknown>[] }>(
    'GET',
    `/api/v1/subscribers?site_id=${site.id}&email=grace@example.com`,
  )
  expect(data).toMatchObject([{ name: 'Grace Hopper', currency: 'USD', subscription_status: 'active' }])
})

test('RT-01 a type nobody knows is kept, shown with its reason and changes nothing', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, site } = await connectStripe(owner, sandbox)
  await sandbox.act('unknown_event', { type: 'toaster.popped' })
  await page.goto(`${connectionPath}/webhook_events`)
  const row = page.getByRole('row').filter({ hasText: 'toaster.popped' })
  await expect(row).toContainText('Ignored')
  await row.getByRole('button', { name: 'Why' }).click()
  await expect(page.getByText('It is kept and searchable; it changes nothing.')).toBeVisible()

  await page.goto(`/sites/${site.id}/subscribers`)
  await expect(page.getByText('No subscribers yet')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(0)
})

test('test data stands behind a switch and never among live figures', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '49.00' })
  await page.goto(`/sites/${site.id}/events`)
  await expect(page.getByRole('row').filter({ hasText: 'charge.succeeded' })).toBeVisible()
  await page.getByRole('switch', { name: /test/i }).first().click()
  await expect(page).toHaveURL(/mode=test/)
  await expect(page.getByText('No test account is connected')).toBeVisible()
})
