import { connectStripe } from './support/connect'
import type { Sandbox } from './support/sandbox'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'live' } })

test('a wrong key is refused before anything is saved; with the right one a payment updates the contact', async ({
  owner,
  sandbox,
}) => {
  test.slow()
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await page.goto(`/sites/${site.id}/destinations`)
  await page.getByRole('link', { name: 'Connect Loops' }).click()
  owner.expects(/status of 422/)
  await page.getByRole('button', { name: 'Connect Loops' }).click()
  await expect(page.getByText('Paste the API key.')).toBeVisible()
  await page.getByLabel('API key').fill('loops_wrong')
  await page.getByRole('button', { name: 'Connect Loops' }).click()
  await expect(page.getByText('Loops does not know this key')).toBeVisible()
  const saved = () =>
    owner.api<{ data: { id: string; types: string[] | null }[] }>('GET', `/api/v1/destinations?site_id=${site.id}`)
  expect((await saved()).data).toEqual([])

  await page.getByRole('button', { name: 'Use its key' }).click()
  await page.getByRole('button', { name: 'Connect Loops' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Loops', exact: true })).toBeVisible()

  await page.goto(`/sites/${site.id}/destinations/new?kind=bento`)
  await page.getByRole('button', { name: 'Use its key' }).click()
  await page.getByRole('radio', { name: 'Chosen events' }).check()
  await page.getByLabel('Search events').fill('charge.succeeded')
  await page.getByRole('checkbox', { name: /^Payment succeeded/ }).check()
  await page.getByRole('button', { name: 'Connect Bento' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bento', exact: true })).toBeVisible()
  expect((await saved()).data.map(({ types }) => types)).toEqual([['charge.succeeded'], null])

  const email = `ada.${crypto.randomUUID().slice(0, 8)}@example.com`
  await sandbox.act('pay', { email, name: 'Ada Lovelace', amount: '49.00' })
  // The sandbox counts calls by key, as Loops and Bento do, and every story uses its one key: a minute may have to pass.
  await expect.poll(() => known(sandbox, 'loops', email, 'lifetimeValue'), { timeout: 120_000 }).toBe(49)
  await expect.poll(() => known(sandbox, 'bento', email, 'lifetime_value'), { timeout: 120_000 }).toBe(49)
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toContainText('Delivered', { timeout: 60_000 })

  await page.goto(`/sites/${site.id}/destinations`)
  for (const name of ['Loops', 'Bento']) {
    const line = page.getByRole('row').filter({ hasText: name })
    await expect(line).toContainText('Healthy')
    await expect(line).toContainText('100 %')
  }

  // Under another name: what is sent and what the page shows follow the settings.
  await page.getByRole('link', { name: 'Bento' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bento', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).last().click()
  await page.getByLabel('Lifetime value').fill('ltv')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'What it receives' }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('"ltv"')
})

test('while Loops fails, deliveries wait with the reason; by hand they go at once', async ({ owner, sandbox }) => {
  test.slow()
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  const made = await owner.api<{ id: string }>('POST', '/api/v1/destinations', {
    ...{ site_id: site.id, livemode: true, kind: 'loops', name: 'Loops' },
    ...{ config: { api_key: 'loops_sandbox_do_not_repeat' }, types: ['charge.succeeded'] },
  })
  await sandbox.misbehave('loops', '503')
  try {
    const email = `ken.${crypto.randomUUID().slice(0, 8)}@example.com`
    await page.goto(`/sites/${site.id}/destinations/${made.id}`)
    await sandbox.act('pay', { email, name: 'Ken Thompson', amount: '31.00' })
    const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
    await expect(row).toContainText('Receiver failed', { timeout: 15_000 })
    await expect(row).toContainText('The sandbox was told to answer 503')
    await expect(page.getByText(/Loops reports a failure since/)).toBeVisible()
    await expect(page.getByText('1 waits')).toBeVisible()

    // The second try comes by itself after some five seconds, the third only after as many minutes.
    await row.getByRole('link').click()
    await expect(page.getByRole('region', { name: 'Attempts' }).getByText('Try 2')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('Next try').first()).toContainText(/in \d min/)
    await page.getByRole('button', { name: 'Stop retrying' }).click()
    await expect(page.getByText('Not sent: Stopped by a person.')).toBeVisible()

    await sandbox.misbehave('loops', 'none')
    await page.getByRole('button', { name: 'Retry now' }).click()
    await expect(page.getByText(/^Delivered on try 3/)).toBeVisible({ timeout: 15_000 })
    await expect(page.getByText(/^By /)).toBeVisible()
    expect(await known(sandbox, 'loops', email, 'lifetimeValue')).toBe(31)
  } finally {
    await sandbox.misbehave('loops', 'none')
  }
})

async function known(sandbox: Sandbox, kind: 'loops' | 'bento', email: string, field: string): Promise<unknown> {
  return (await sandbox.destinations())[kind].contacts[email]?.fields[field]
}
