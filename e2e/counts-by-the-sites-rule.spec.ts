import { connectStripe } from './support/connect'
import { choose } from './support/person'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'live' } })

test('a site chooses how money counts, and every figure follows, history included', async ({ owner, sandbox }) => {
  const { page } = owner
  owner.expects(/status of 422/)
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('subscribe', { name: 'Ada Lovelace', email: 'ada@example.com', price: 'Pro monthly' })
  const ends = await sandbox.act('cancel_at_period_end')
  expect(ends.data.map((event) => event.type)).toContain('customer.subscription.updated')

  const people = `/api/v1/subscribers?site_id=${site.id}&livemode=true&email=ada@example.com`
  const ada = async () =>
    (await owner.api<{ data: { id: string; mrr: string; reporting_currency: string }[] }>('GET', people)).data[0]
  await expect.poll(async () => (await ada())?.mrr, { timeout: 30_000 }).not.toBe('0.00')
  await page.goto(`/sites/${site.id}/subscribers/${(await ada())?.id}`)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Cancels on').first()).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 20_000 })
  await page.getByText('How is this computed?').click()
  await expect(page.getByRole('table', { name: 'Items of the subscription' })).toContainText('each month')
  await expect(page.getByRole('link', { name: /Said to be active, with one item/ })).toBeVisible()

  await page.goto(`/sites/${site.id}/settings`)
  await expect(
    page.getByText(/Stripe’s rule, the default. A canceled subscription counts as long as it runs/),
  ).toBeVisible()
  await choose(page.getByRole('combobox', { name: 'Subscriptions that are going to end' }), /^Leave out/)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('All figures of this site are being computed again, history included.')).toBeVisible()
  await expect.poll(async () => (await ada())?.mrr, { timeout: 30_000 }).toBe('0.00')

  await page.goto(`/sites/${site.id}/subscribers/${(await ada())?.id}`)
  await expect(page.getByText('Active and past due, per month, by this site’s rule')).toBeVisible()
  await expect(page.getByText('Not counted: it is going to end.').first()).toBeVisible()

  // In a currency there is no rate to, the figure stays in its own.
  await page.goto(`/sites/${site.id}/settings`)
  await page.getByLabel('Currency code').fill('eux')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('This is no currency code, such as EUR or USD.').first()).toBeVisible()
  await page.getByLabel('Currency code').fill('eur')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Currency code')).toHaveValue('EUR')
  await expect.poll(async () => (await ada())?.reporting_currency, { timeout: 30_000 }).toBe('EUR')
})
